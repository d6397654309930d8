package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first point in a period counts, and what a point that comes again does. */
class PeriodBorderIT {
    private static final Instant FROM = Instant.parse("2026-11-10T00:00:00Z");
    private static final Period DAY = new Period(FROM, FROM.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    private static final Instant LONG_AGO = FROM.minus(Duration.ofDays(9));

    @TempDir
    Path folder = Path.of(".");

    private final List<Map<String, Object>> events = new ArrayList<>();

    @Test
    void countsTheDifferenceToThePointBeforeThePeriod() {
        cumulative(LONG_AGO, FROM.minusSeconds(60), 100);
        cumulative(LONG_AGO, FROM.plusSeconds(60), 130);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(30.0);
    }

    @Test
    void countsNothingOfASeriesWhosePointBeforeLiesBeyondTheLookBack() {
        cumulative(LONG_AGO, FROM.minus(Duration.ofDays(2)), 100);
        cumulative(LONG_AGO, FROM.plusSeconds(60), 130);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(0.0);
    }

    @Test
    void findsThatPointWithALongerLookBack() {
        cumulative(LONG_AGO, FROM.minus(Duration.ofDays(2)), 100);
        cumulative(LONG_AGO, FROM.plusSeconds(60), 130);

        assertThat(sum(Duration.ofDays(3))).isEqualTo(30.0);
    }

    @Test
    void countsTheWholeValueAfterAResetExactlyAtTheBorder() {
        cumulative(LONG_AGO, FROM.minusSeconds(60), 100);
        cumulative(FROM, FROM, 7);
        cumulative(FROM, FROM.plusSeconds(60), 9);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(9.0);
    }

    @Test
    void countsTheWholeValueWhereTheValueShrankAcrossTheBorder() {
        cumulative(LONG_AGO, FROM.minusSeconds(60), 100);
        cumulative(LONG_AGO, FROM.plusSeconds(60), 5);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(5.0);
    }

    @Test
    void countsAPointThatArrivesLateWhereItsTimeSays() {
        cumulative(LONG_AGO, FROM.minusSeconds(60), 100);
        cumulative(LONG_AGO, FROM.plusSeconds(120), 150);
        cumulative(LONG_AGO, FROM.plusSeconds(60), 130);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(50.0);
    }

    @Test
    void countsADeltaPointOnceThatWasSentTwiceInOneFile() {
        delta("a", FROM.plusSeconds(60), 5);
        delta("a", FROM.plusSeconds(60), 5);
        delta("b", FROM.plusSeconds(60), 5);

        assertThat(sum(Duration.ofDays(1))).isEqualTo(10.0);
    }

    @Test
    void countsADeltaPointOnceThatWasSentAgainIntoAnotherFile() {
        delta("a", FROM.plusSeconds(60), 5);
        delta("a", FROM.plusSeconds(120), 6);
        EventFiles files = new EventFiles(folder);
        files.write(Signal.METRICS, List.copyOf(events));
        files.write(Signal.METRICS, List.of(again(events.get(1))));

        assertThat(sum(files, Duration.ofDays(1))).isEqualTo(11.0);
    }

    private Map<String, Object> again(Map<String, Object> event) {
        Map<String, Object> copy = new java.util.HashMap<>(event);
        copy.put("src_offset", 99);
        return copy;
    }

    private void cumulative(Instant start, Instant time, double value) {
        add("s", "cumulative", start, time, value);
    }

    private void delta(String series, Instant time, double value) {
        add(series, "delta", time.minusSeconds(60), time, value);
    }

    private void add(String series, String temporality, Instant start, Instant time, double value) {
        Map<String, Object> event = QueryFixture.event(Signal.METRICS, QueryFixture.ORGANIZATION, events.size(), "m");
        event.put("time", time.toEpochMilli() * 1000);
        event.put("time_unix_nano", time.toEpochMilli() * 1_000_000);
        event.put("start_time", start.toEpochMilli() * 1000);
        event.put("start_time_unix_nano", start.toEpochMilli() * 1_000_000);
        event.put("kind", "sum");
        event.put("monotonic", true);
        event.put("temporality", temporality);
        event.put("series_key", series);
        event.put("value", value);
        events.add(event);
    }

    private Object sum(Duration lookBack) {
        EventFiles files = new EventFiles(folder);
        files.write(Signal.METRICS, events);
        return sum(files, lookBack);
    }

    private Object sum(EventFiles files, Duration lookBack) {
        Runs runs = new Runs(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))),
                lookBack);
        return java.util.Objects.requireNonNull(
                runs.rows(DAY, "claudeCode.metrics.sum(value)").get(0).get(0));
    }
}
