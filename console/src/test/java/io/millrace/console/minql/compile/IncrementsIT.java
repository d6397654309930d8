package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Increments against a plain model of one series after the other. */
class IncrementsIT {
    private static final Instant FROM = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-12T00:00:00Z");
    private static final Instant LOOK_BACK = FROM.minus(Duration.ofDays(1));

    @TempDir
    Path folder = Path.of(".");

    @RepeatedTest(4)
    void areThoseOfAPlainModel(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Point> points = new ArrayList<>();
        for (int series = 0; series < 8; series++) {
            points.addAll(series(random, series));
        }
        EventFiles files = new EventFiles(folder);
        List<Point> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, random);
        int half = shuffled.size() / 2;
        files.write(Signal.METRICS, events(shuffled.subList(0, half), 0));
        files.write(Signal.METRICS, events(shuffled.subList(half, shuffled.size()), half));
        Runs runs = new Runs(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))));

        var rows = runs.rows(
                new Period(FROM, TO, java.time.ZoneOffset.UTC),
                "claudeCode.metrics.sum(value)",
                "hour(time)",
                "attribute('series')");

        Map<String, Double> found = new TreeMap<>();
        rows.forEach(row -> found.put(row.get(0) + " " + row.get(1), ((Number) at(row, 2)).doubleValue()));
        Map<String, Double> expected = model(points);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, value) -> assertThat(found.get(key)).as(key).isCloseTo(value, within(1e-6)));
    }

    /** Even series are cumulative, odd ones delta; some start long before, some are reset, some points come twice. */
    private static List<Point> series(Random random, int number) {
        List<Point> points = new ArrayList<>();
        boolean cumulative = number % 2 == 0;
        boolean movesStart = number % 4 == 0;
        Instant start =
                random.nextBoolean() ? LOOK_BACK.minus(Duration.ofHours(5)) : LOOK_BACK.plus(Duration.ofHours(1));
        Instant time = start;
        double value = 0;
        while (time.isBefore(TO.plus(Duration.ofHours(1)))) {
            time = time.plus(Duration.ofMinutes(10 + random.nextInt(300)));
            if (random.nextInt(6) == 0) {
                value = 0;
                start = movesStart ? time.minusSeconds(60) : start;
            }
            double step = random.nextInt(100);
            value = cumulative ? value + step : step;
            Point point = new Point(number, cumulative, start, time, value);
            points.add(point);
            if (random.nextInt(5) == 0) {
                points.add(point);
            }
        }
        return points;
    }

    private static Map<String, Double> model(List<Point> points) {
        Map<String, Double> sums = new TreeMap<>();
        for (int number = 0; number < 8; number++) {
            int wanted = number;
            List<Point> series = points.stream()
                    .filter(p -> p.series == wanted && !p.time.isBefore(LOOK_BACK) && p.time.isBefore(TO))
                    .sorted(Comparator.comparing(Point::time))
                    .distinct() // sent again by a client that saw no answer
                    .toList();
            Point previous = null;
            for (Point point : series) {
                double increment = increment(previous, point);
                previous = point;
                if (!point.time.isBefore(FROM)) {
                    String hour = point.time.toString().substring(0, 13) + ":00";
                    sums.merge(hour + " " + number, increment, Double::sum);
                }
            }
        }
        return sums;
    }

    private static double increment(@Nullable Point previous, Point point) {
        if (!point.cumulative) {
            return point.value;
        }
        if (previous == null) {
            return point.start.isBefore(LOOK_BACK) ? 0 : point.value;
        }
        boolean isReset = !point.start.equals(previous.start) || point.value < previous.value;
        return isReset ? point.value : point.value - previous.value;
    }

    private static List<Map<String, Object>> events(List<Point> points, int firstOffset) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (Point point : points) {
            Map<String, Object> event =
                    QueryFixture.event(Signal.METRICS, QueryFixture.ORGANIZATION, firstOffset + events.size(), "m");
            event.put("time", micros(point.time));
            event.put("time_unix_nano", micros(point.time) * 1000);
            event.put("start_time", micros(point.start));
            event.put("start_time_unix_nano", micros(point.start) * 1000);
            event.put("kind", "sum");
            event.put("monotonic", true);
            event.put("temporality", point.cumulative ? "cumulative" : "delta");
            event.put("series_key", "s" + point.series);
            event.put("value", point.value);
            event.put("attributes", Map.of("series", Integer.toString(point.series)));
            events.add(event);
        }
        return events;
    }

    private static long micros(Instant time) {
        return time.toEpochMilli() * 1000;
    }

    private static Object at(List<@Nullable Object> row, int index) {
        return java.util.Objects.requireNonNull(row.get(index));
    }

    private record Point(int series, boolean cumulative, Instant start, Instant time, double value) {}
}
