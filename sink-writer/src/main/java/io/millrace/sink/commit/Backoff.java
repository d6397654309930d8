package io.millrace.sink.commit;

import java.time.Duration;
import java.time.Instant;

/** When to try again what failed: doubling waits up to a limit. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration wait = Duration.ZERO;
    private Instant retryAt = Instant.MIN;

    void failed(Instant now) {
        wait = wait.isZero() ? FIRST : wait.multipliedBy(2);
        if (wait.compareTo(LONGEST) > 0) {
            wait = LONGEST;
        }
        retryAt = now.plus(wait);
    }

    void succeeded() {
        wait = Duration.ZERO;
        retryAt = Instant.MIN;
    }

    boolean isFailing() {
        return !wait.isZero();
    }

    boolean allows(Instant now) {
        return !now.isBefore(retryAt);
    }

    Instant retryAt() {
        return retryAt;
    }
}
