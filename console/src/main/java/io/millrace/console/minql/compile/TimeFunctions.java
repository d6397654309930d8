package io.millrace.console.minql.compile;

import static io.millrace.console.minql.compile.ValueType.BUCKET;
import static io.millrace.console.minql.compile.ValueType.DURATION;
import static io.millrace.console.minql.compile.ValueType.NUMBER;
import static io.millrace.console.minql.compile.ValueType.TEXT;
import static io.millrace.console.minql.compile.ValueType.TIME;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calendar functions, all in the report's time zone. */
final class TimeFunctions {
    /** Functions that cut a time to the start of its interval. */
    static final List<String> UNITS = List.of("minute", "hour", "day", "week", "month", "quarter", "year");

    /** Functions that name a part of a time. */
    static final List<String> PARTS = List.of("hourOfDay", "dayOfWeek", "dayName");

    private static final Map<String, Long> MILLIS = Map.of(
            "millisecond",
            1L,
            "second",
            1_000L,
            "minute",
            60_000L,
            "hour",
            3_600_000L,
            "day",
            86_400_000L,
            "week",
            604_800_000L);
    private static final List<String> CALENDAR = List.of("day", "week", "month", "quarter", "year");

    private final Dialect dialect;
    private final Period period;

    TimeFunctions(Dialect dialect, Period period) {
        this.dialect = dialect;
        this.period = period;
    }

    /** A function of one time, by its name in lower case. */
    Typed ofTime(String name, Typed time) {
        if (UNITS.contains(name)) {
            return truncated(name, time);
        }
        Fragment local = local(time);
        boolean duckdb = dialect == Dialect.DUCKDB;
        return switch (name) {
            case "hourofday" -> new Typed(Fragment.fill("CAST(hour({0}) AS DOUBLE)", local), NUMBER, time.position());
            case "dayofweek" ->
                new Typed(
                        Fragment.fill(
                                duckdb ? "CAST(isodow({0}) AS DOUBLE)" : "CAST(day_of_week({0}) AS DOUBLE)", local),
                        NUMBER,
                        time.position());
            default ->
                new Typed(
                        Fragment.fill(duckdb ? "dayname({0})" : "date_format({0}, '%W')", local),
                        TEXT,
                        time.position());
        };
    }

    /** The start of the interval that a time falls in. The unit is one of the fixed words, never a user's text. */
    Typed truncated(String unit, Typed time) {
        Fragment local = local(time);
        int days = unit.equals("week") ? period.weekStart().getValue() - 1 : 0;
        String template = days == 0
                ? "date_trunc('" + unit + "', {0})"
                : "(date_trunc('week', {0} - INTERVAL '" + days + "' DAY) + INTERVAL '" + days + "' DAY)";
        Fragment start = Fragment.fill(template, local);
        Fragment instant = Fragment.fill(dialect.instantOfLocal(), start, zone());
        return new Typed(start, BUCKET, time.position(), instant, null);
    }

    /** Whole units from one time to the other. */
    Typed difference(Expr unit, Typed from, Typed to) {
        String word = unit(unit, UNITS, "second", "millisecond");
        boolean isLocal = CALENDAR.contains(word);
        String function = dialect == Dialect.DUCKDB ? "date_sub" : "date_diff";
        return new Typed(
                Fragment.fill(
                        "CAST(" + function + "('" + word + "', {0}, {1}) AS DOUBLE)",
                        isLocal ? local(from) : utc(from),
                        isLocal ? local(to) : utc(to)),
                NUMBER,
                unit.position());
    }

    /** A time that many units later. Days and longer follow the calendar, shorter units the clock. */
    Typed sum(Expr unit, Typed number, Typed time) {
        String word = unit(unit, UNITS, "second", "millisecond");
        Fragment count =
                Fragment.fill("CAST({0} AS INTEGER)", number.as(NUMBER, dialect).sql());
        boolean isLocal = CALENDAR.contains(word);
        Fragment start = isLocal ? local(time) : utc(time);
        Fragment later = later(start, count, word);
        Fragment zone = isLocal ? zone() : Fragment.of("'UTC'");
        return new Typed(Fragment.fill(dialect.instantOfLocal(), later, zone), TIME, unit.position());
    }

    /** A span of time. */
    Typed duration(Expr unit, Typed number) {
        String word = unit(unit, List.copyOf(MILLIS.keySet().stream().sorted().toList()));
        Fragment millis = Fragment.of(MILLIS.getOrDefault(word, 1L) + "e0");
        return new Typed(
                Fragment.fill("({0} * {1})", number.as(NUMBER, dialect).sql(), millis), DURATION, unit.position());
    }

    /** From one time to another. */
    Typed between(Typed from, Typed to) {
        String function = dialect == Dialect.DUCKDB ? "date_sub" : "date_diff";
        Fragment sql = Fragment.fill("CAST(" + function + "('millisecond', {0}, {1}) AS DOUBLE)", utc(from), utc(to));
        return new Typed(sql, DURATION, from.position());
    }

    /** A time and a duration, or the negative of one. */
    Typed moved(Typed time, Typed duration, boolean back) {
        Fragment count = Fragment.fill(
                back ? "CAST(-{0} AS BIGINT)" : "CAST({0} AS BIGINT)",
                duration.as(DURATION, dialect).sql());
        Fragment later = later(utc(time), count, "millisecond");
        return new Typed(Fragment.fill(dialect.instantOfLocal(), later, Fragment.of("'UTC'")), TIME, time.position());
    }

    /** A time of the period before, at the same place of this period. */
    Fragment shifted(Fragment time) {
        Period.Step step = period.step();
        Fragment zone = step.isLocal() ? zone() : Fragment.of("'UTC'");
        Fragment local = Fragment.fill(dialect.local(), time, zone);
        Fragment later = later(
                local, Fragment.of(Long.toString(step.amount())), step.word().toLowerCase(Locale.ROOT));
        return Fragment.fill(dialect.instantOfLocal(), later, zone);
    }

    /** A text that is a date or a time as it stands, without a zone in the report's. */
    @Nullable
    Fragment instant(String text) {
        try {
            if (text.length() == 10) {
                return EventTablesSql.time(
                        LocalDate.parse(text).atStartOfDay(period.zone()).toInstant(), dialect);
            }
            String iso = text.replace(' ', 'T');
            return EventTablesSql.time(
                    iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).atZone(period.zone()).toInstant(),
                    dialect);
        } catch (DateTimeException e) {
            return null;
        }
    }

    Typed instant(int position, Instant instant) {
        return new Typed(EventTablesSql.time(instant, dialect), TIME, position);
    }

    private Fragment later(Fragment local, Fragment count, String unit) {
        boolean isQuarter = unit.equals("quarter");
        String word = isQuarter ? "month" : unit;
        Fragment times = isQuarter ? Fragment.fill("({0} * 3)", count) : count;
        return Fragment.fill(
                dialect == Dialect.DUCKDB
                        ? "({0} + {1} * INTERVAL 1 " + word.toUpperCase(Locale.ROOT) + ")"
                        : "date_add('" + word + "', {1}, {0})",
                local,
                times);
    }

    private Fragment local(Typed time) {
        if (time.type() == BUCKET) {
            return time.sql();
        }
        return Fragment.fill(dialect.local(), time.as(TIME, dialect).sql(), zone());
    }

    private Fragment utc(Typed time) {
        return Fragment.fill(dialect.local(), time.as(TIME, dialect).sql(), Fragment.of("'UTC'"));
    }

    private Fragment zone() {
        return Fragment.value(period.zone().getId());
    }

    private static String unit(Expr expr, List<String> units, String... more) {
        String word = expr instanceof Expr.Text text ? text.value().toLowerCase(Locale.ROOT) : "";
        String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        if (units.contains(singular) || List.of(more).contains(singular)) {
            return singular;
        }
        throw new FormulaException(
                expr.position(),
                "The unit is a text as it stands: " + String.join(", ", more) + (more.length == 0 ? "" : ", ")
                        + String.join(", ", units) + ".");
    }

    /** The unit of dateTrunc. */
    static String unit(Expr expr) {
        return unit(expr, UNITS);
    }
}
