package io.millrace.gateway.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** One request whose parts are on their way to the broker. Answered once, settled once, in this order or together. */
final class Pending {
    private final long sentNanos;
    private final AtomicInteger openParts;
    private final CompletableFuture<PublishOutcome> answer = new CompletableFuture<>();
    private final Runnable whenSettled;
    private volatile PublishOutcome worst = PublishOutcome.STORED;
    private volatile boolean settled;

    /**
     * A request of which no part is acknowledged.
     *
     * @param parts parts that will be reported, from 1
     * @param whenSettled runs when Kafka has nothing of the request any more
     */
    Pending(int parts, long sentNanos, Runnable whenSettled) {
        this.openParts = new AtomicInteger(parts);
        this.sentNanos = sentNanos;
        this.whenSettled = whenSettled;
    }

    CompletableFuture<PublishOutcome> answer() {
        return answer;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - sentNanos;
    }

    boolean isSettled() {
        return settled;
    }

    /** Takes note of one part; the last one settles the request. */
    void part(PublishOutcome outcome) {
        if (outcome.isWorseThan(worst)) {
            worst = outcome; // a lost race between two failures loses nothing but the better of two reasons
        }
        if (openParts.decrementAndGet() == 0) {
            settled = true;
            whenSettled.run();
            answer.complete(worst);
        }
    }

    /** Answers the client although Kafka may still take the parts. */
    void giveUp() {
        answer.complete(PublishOutcome.UNAVAILABLE);
    }
}
