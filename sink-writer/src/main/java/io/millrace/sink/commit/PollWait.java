package io.millrace.sink.commit;

import java.time.Duration;
import java.time.Instant;

/** How long a poll may wait for records. */
final class PollWait {
    private static final Duration LONGEST = Duration.ofMillis(500);

    private PollWait() {}

    /** Until the next thing is due, at most half a second. */
    static Duration until(Instant due, Instant now) {
        if (due.equals(Instant.MAX) || Duration.between(now, due).compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return due.isBefore(now) ? Duration.ZERO : Duration.between(now, due);
    }
}
