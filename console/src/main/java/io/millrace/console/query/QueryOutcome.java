package io.millrace.console.query;

/** What became of a query. */
public sealed interface QueryOutcome {

    /**
     * It ran.
     *
     * @param answer its rows
     */
    record Answered(QueryAnswer answer) implements QueryOutcome {}

    /**
     * It did not run, or not to its end.
     *
     * @param problem why
     */
    record Failed(Problem problem) implements QueryOutcome {}
}
