package io.millrace.console.query;

/** What became of an export. */
public sealed interface ExportOutcome {

    /**
     * The file is complete.
     *
     * @param rows rows in it
     * @param truncated whether there would have been more than the limit
     */
    record Written(long rows, boolean truncated) implements ExportOutcome {}

    /**
     * There is no file.
     *
     * @param problem why
     */
    record Failed(Problem problem) implements ExportOutcome {}
}
