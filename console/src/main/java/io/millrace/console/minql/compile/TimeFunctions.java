package io.millrace.console.minql.compile;

import static io.millrace.console.minql.compile.ValueType.BUCKET;
import static io.millrace.console.minql.compile.ValueType.NUMBER;
import static io.millrace.console.minql.compile.ValueType.TEXT;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calendar functions, all in the report's time zone. */
final class TimeFunctions {
    /** Functions that cut a time to the start of its interval. */
    static final List<String> UNITS = List.of("minute", "hour", "day", "week", "month", "quarter", "year");

    /** Functions that name a part of a time. */
    static final List<String> PARTS = List.of("hourOfDay", "dayOfWeek", "dayName");

    private final Dialect dialect;
    private final Period period;

    TimeFunctions(Dialect dialect, Period period) {
        this.dialect = dialect;
        this.period = period;
    }

    /** The call, if it is one of these. */
    Optional<Typed> call(String name, Typed time) {
        String lower = name.toLowerCase(Locale.ROOT);
        Fragment local = local(time.as(ValueType.TIME));
        if (UNITS.contains(lower)) {
            return Optional.of(truncated(lower, time));
        }
        return switch (lower) {
            case "hourofday" -> Optional.of(new Typed(Fragment.fill("hour({0})", local), NUMBER, time.position()));
            case "dayofweek" ->
                Optional.of(new Typed(
                        Fragment.fill(dialect == Dialect.DUCKDB ? "isodow({0})" : "day_of_week({0})", local),
                        NUMBER,
                        time.position()));
            case "dayname" ->
                Optional.of(new Typed(
                        Fragment.fill(dialect == Dialect.DUCKDB ? "dayname({0})" : "date_format({0}, '%W')", local),
                        TEXT,
                        time.position()));
            default -> Optional.empty();
        };
    }

    /** The start of the interval that a time falls in; weeks start on Monday. */
    Typed truncated(String unit, Typed time) {
        Fragment local = local(time.as(ValueType.TIME));
        // the unit is one of the fixed words, never a user's text
        return new Typed(Fragment.fill("date_trunc('" + unit + "', {0})", local), BUCKET, time.position());
    }

    boolean isDuckDb() {
        return dialect == Dialect.DUCKDB;
    }

    private Fragment local(Typed time) {
        Fragment zone = Fragment.value(period.zone().getId());
        return dialect == Dialect.DUCKDB
                ? Fragment.fill("timezone({1}, {0})", time.sql(), zone)
                : Fragment.fill("CAST(at_timezone({0}, {1}) AS TIMESTAMP)", time.sql(), zone);
    }
}
