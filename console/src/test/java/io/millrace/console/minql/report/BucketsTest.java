package io.millrace.console.minql.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.report.ReportAnswer.TimeAxis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void listsEveryDayOfThePeriod() {
        TimeAxis axis = new Buckets("day", period("2026-11-01T00:00:00Z", "2026-11-04T00:00:00Z", "UTC")).axis(LATER);

        assertThat(axis.buckets()).containsExactly("2026-11-01T00:00", "2026-11-02T00:00", "2026-11-03T00:00");
        assertThat(axis.incomplete()).isNull();
    }

    @Test
    void beginsWeeksOnMonday() {
        TimeAxis axis = new Buckets("week", period("2026-11-04T00:00:00Z", "2026-11-17T00:00:00Z", "UTC")).axis(LATER);

        assertThat(axis.buckets()).containsExactly("2026-11-02T00:00", "2026-11-09T00:00", "2026-11-16T00:00");
    }

    @Test
    void countsTheHourThatComesTwiceInAutumnOnce() {
        Period night = period("2026-10-24T23:00:00Z", "2026-10-25T02:00:00Z", "Europe/Berlin");

        TimeAxis axis = new Buckets("hour", night).axis(LATER);

        assertThat(axis.buckets()).containsExactly("2026-10-25T01:00", "2026-10-25T02:00");
    }

    @Test
    void namesTheBucketThatIsNotOver() {
        Period days = period("2026-11-01T00:00:00Z", "2026-11-04T00:00:00Z", "UTC");

        TimeAxis axis = new Buckets("day", days).axis(Instant.parse("2026-11-02T15:00:00Z"));

        assertThat(axis.incomplete()).isEqualTo("2026-11-02T00:00");
    }

    @Test
    void leavesTheListOutWhereItWouldBeTooLong() {
        Period year = period("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "UTC");

        assertThat(new Buckets("minute", year).axis(LATER).buckets()).isNull();
    }

    @Test
    void fillsMissingBucketsWithWhatTheMetricsAreOverNoRow() {
        List<@Nullable Object> empty = Arrays.asList(0.0, null);

        var filled = Buckets.filled(List.of(Arrays.asList("b", 5.0, 1.0)), List.of("a", "b"), empty);

        assertThat(filled).containsExactly(Arrays.asList("a", 0.0, null), Arrays.asList("b", 5.0, 1.0));
    }

    private static Period period(String from, String to, String zone) {
        return new Period(Instant.parse(from), Instant.parse(to), ZoneId.of(zone));
    }
}
