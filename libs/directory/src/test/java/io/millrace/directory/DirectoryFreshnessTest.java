package io.millrace.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DirectoryFreshnessTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final DirectoryFreshness freshness = new DirectoryFreshness(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void knowsNothingBeforeTheFirstRecord() {
        assertThat(freshness.age()).isEmpty();
        assertThat(freshness.delay()).isEmpty();
    }

    @Test
    void isAsOldAsTheNewestCompleteGeneration() {
        freshness.applied(0, millisAgo(90), true, true);
        freshness.applied(1, millisAgo(30), true, false);

        assertThat(freshness.age()).contains(Duration.ofSeconds(90));
    }

    @Test
    void isAsLateAsTheNewestRecordThatCameWhileItFollowed() {
        freshness.applied(0, millisAgo(20), true, false);
        freshness.applied(1, millisAgo(2), true, true);

        assertThat(freshness.delay()).contains(Duration.ofSeconds(2));
    }

    @Test
    void isNotLateBecauseItReadsTheTopicFromItsBeginning() {
        freshness.applied(0, millisAgo(5_000), false, true);

        assertThat(freshness.delay()).isEmpty();
        assertThat(freshness.age()).contains(Duration.ofSeconds(5_000));
    }

    @Test
    void isNotLateBecauseItReadsRecordsAgainAfterAFailure() {
        freshness.applied(7, millisAgo(1), true, true);
        freshness.applied(3, millisAgo(4_000), true, true);

        assertThat(freshness.delay()).contains(Duration.ofSeconds(1));
        assertThat(freshness.age()).contains(Duration.ofSeconds(1));
    }

    @Test
    void isNotLateByLessThanNothingWhereClocksDiffer() {
        freshness.applied(0, millisAgo(-3), true, false);

        assertThat(freshness.delay()).contains(Duration.ZERO);
    }

    private static long millisAgo(long seconds) {
        return NOW.minusSeconds(seconds).toEpochMilli();
    }
}
