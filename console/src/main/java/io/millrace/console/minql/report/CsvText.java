package io.millrace.console.minql.report;

import io.millrace.console.minql.report.ReportAnswer.ReportColumn;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front: telemetry comes
 * from many machines, and a prompt or a branch name may be made to be run. Some spreadsheets part fields at semicolons or tabs
 * and read wide signs as the plain ones, so these count too.
 */
public final class CsvText {
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final String NEEDS_QUOTES = ",;\t\"\r\n";

    private CsvText() {}

    /** One line, with its end. Numbers and booleans stand as they are, null is an empty field. */
    public static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(CsvText::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** A whole report with a line of names first. */
    static String of(ReportAnswer answer) {
        StringBuilder csv = new StringBuilder();
        csv.append(line(answer.columns().stream().map(ReportColumn::name).toList()));
        answer.rows().forEach(row -> csv.append(line(row)));
        return csv.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }

    private static String text(String text) {
        String safe = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean needsQuotes = safe.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
        return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
