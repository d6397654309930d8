package io.millrace.console.minql.compile;

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
