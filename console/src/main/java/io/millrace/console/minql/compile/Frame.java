package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.util.Set;

/**
 * From where rows are looked at: from the report's period, or from it at the period before, whose times then read as if they
 * were of this one.
 *
 * @param context what is compiled for
 * @param isBefore whether the rows are those of the period before
 */
record Frame(FormulaContext context, boolean isBefore) {

    Dialect dialect() {
        return context.dialect();
    }

    /** The period of the report. */
    Period period() {
        return context.period();
    }

    /** The period whose rows are read. */
    Period scanned() {
        return isBefore ? context.period().before() : context.period();
    }

    /** Earliest time of the rows that are read of these tables: increments need the points before the period. */
    Instant readFrom(Set<Signal> views) {
        Instant from = scanned().from();
        return views.contains(Signal.METRICS) ? from.minus(context.lookBack()) : from;
    }

    /** A compiler for values of these rows. */
    RowCompiler rows(RowScope scope) {
        return new RowCompiler(dialect(), scope, period());
    }

    /** The column of the row's time. */
    Typed time() {
        Fragment column = Fragment.of("\"time\"");
        return new Typed(isBefore ? new TimeFunctions(dialect(), period()).shifted(column) : column, ValueType.TIME, 0);
    }
}
