package io.millrace.console.minql.report;

import io.millrace.console.minql.report.ReportAnswer.ReportColumn;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front: telemetry comes
 * from many machines, and a prompt or a branch name may be made to be run.
 */
final class Csv {
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    static String write(ReportAnswer answer) {
        StringBuilder csv = new StringBuilder();
        csv.append(answer.columns().stream()
                        .map(ReportColumn::name)
                        .map(Csv::text)
                        .collect(Collectors.joining(",")))
                .append("\r\n");
        for (List<@Nullable Object> row : answer.rows()) {
            csv.append(row.stream().map(Csv::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
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
        boolean needsQuotes = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
