package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.report.ReportAnswer.TimeAxis;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The buckets of a time axis, in the report's time zone, whether rows fall into them or not. */
final class Buckets {
    private static final int MOST = 20_000;

    private final String interval;
    private final Period period;

    Buckets(String interval, Period period) {
        this.interval = interval;
        this.period = period;
    }

    /** The axis. A bucket is incomplete while its end is still to come. */
    TimeAxis axis(Instant now) {
        List<String> starts = new ArrayList<>();
        ZonedDateTime bucket = start(period.from().atZone(period.zone()));
        while (bucket.toInstant().isBefore(period.endExclusive())) {
            if (starts.size() >= MOST) {
                return new TimeAxis(interval, null, incomplete(now));
            }
            String text = text(bucket);
            if (starts.isEmpty() || !starts.get(starts.size() - 1).equals(text)) {
                starts.add(text); // the hour that comes twice in autumn is one bucket
            }
            bucket = next(bucket);
        }
        return new TimeAxis(interval, List.copyOf(starts), incomplete(now));
    }

    /** The rows with those that are missing between them; a bucket without a row has the empty values. */
    static List<List<@Nullable Object>> filled(
            List<List<@Nullable Object>> rows, List<String> buckets, List<@Nullable Object> empty) {
        Map<Object, List<@Nullable Object>> byBucket = new HashMap<>();
        for (List<@Nullable Object> row : rows) {
            byBucket.put(String.valueOf(row.get(0)), row);
        }
        List<List<@Nullable Object>> filled = new ArrayList<>(buckets.size());
        for (String bucket : buckets) {
            List<@Nullable Object> row = byBucket.remove(bucket);
            filled.add(row == null ? with(bucket, empty) : row);
        }
        filled.addAll(byBucket.values());
        return filled;
    }

    private static List<@Nullable Object> with(String bucket, List<@Nullable Object> empty) {
        List<@Nullable Object> row = new ArrayList<>(empty.size() + 1);
        row.add(bucket);
        row.addAll(empty);
        return row;
    }

    private @Nullable String incomplete(Instant now) {
        boolean running = !now.isBefore(period.from()) && now.isBefore(period.endExclusive());
        return running ? text(start(now.atZone(period.zone()))) : null;
    }

    /** Days begin at midnight even where a zone skips it. */
    private String text(ZonedDateTime start) {
        boolean ofDay = interval.equals("minute") || interval.equals("hour");
        return (ofDay ? start.toLocalDateTime() : start.toLocalDate().atStartOfDay()).toString();
    }

    private ZonedDateTime start(ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        return switch (interval) {
            case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
            case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
            case "day" -> midnight(day);
            case "week" -> midnight(day.with(TemporalAdjusters.previousOrSame(period.weekStart())));
            case "month" -> midnight(day.withDayOfMonth(1));
            case "quarter" -> midnight(day.with(IsoFields.DAY_OF_QUARTER, 1));
            default -> midnight(day.withDayOfYear(1));
        };
    }

    private ZonedDateTime next(ZonedDateTime start) {
        LocalDate day = start.toLocalDate();
        return switch (interval) {
            case "minute" -> start.plusMinutes(1);
            case "hour" -> start.plusHours(1);
            case "day" -> midnight(day.plusDays(1));
            case "week" -> midnight(day.plusWeeks(1));
            case "month" -> midnight(day.plusMonths(1));
            case "quarter" -> midnight(day.plusMonths(3));
            default -> midnight(day.plusYears(1));
        };
    }

    private ZonedDateTime midnight(LocalDate day) {
        return ZonedDateTime.of(LocalDateTime.of(day, java.time.LocalTime.MIDNIGHT), period.zone());
    }
}
