package io.millrace.gateway.publish;

import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Requests that wait for the broker, in the order they were sent. A sweep every few milliseconds finds the oldest one for the
 * breaker and answers those that waited long enough; no request needs a timer of its own.
 */
final class InFlight {
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final Breaker breaker;
    private final long answerWithinNanos;

    InFlight(Breaker breaker, Duration answerWithin) {
        this.breaker = breaker;
        this.answerWithinNanos = answerWithin.toNanos();
    }

    void add(Pending pending) {
        waiting.add(pending);
    }

    /** Called by one thread. */
    void sweep(long nowNanos) {
        Pending oldest = waiting.peek();
        while (oldest != null && oldest.isSettled()) {
            waiting.poll();
            oldest = waiting.peek();
        }
        breaker.oldest(oldest == null ? 0 : oldest.ageNanos(nowNanos));
        Iterator<Pending> pendings = waiting.iterator();
        while (pendings.hasNext()) {
            Pending pending = pendings.next();
            if (pending.ageNanos(nowNanos) < answerWithinNanos) {
                return;
            }
            if (pending.isSettled()) {
                pendings.remove();
            } else {
                pending.giveUp();
            }
        }
    }

    boolean isEmpty() {
        return waiting.stream().allMatch(Pending::isSettled);
    }
}
