package io.millrace.console.minql.compile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.console.minql.compile.LedgerRows.Row;
import io.millrace.telemetry.event.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledger as rows of a formula. It is no table of the engines: its few rows go into the statement as one parameter, a list
 * of lists. What only events have is null in it.
 */
final class LedgerSql {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of("stage", "signal", "outcome", "reason");
    private static final List<String> NUMBERS = List.of("requests", "records", "bytes");
    private static final List<String> EMPTY_TEXTS = List.of(
            "event_id",
            "name",
            "service_name",
            "service_version",
            "scope_name",
            "attributes",
            "resource_attributes",
            "scope_attributes");

    private LedgerSql() {}

    /** The rows of an integration in the scanned period. */
    static Fragment of(Frame frame, String referenceName, String integrationId) {
        Dialect dialect = frame.dialect();
        List<String> columns = new ArrayList<>();
        columns.add(dialect.textToTime().replace("{0}", element(dialect, 0)) + " AS \"time\"");
        for (String text : TEXTS) {
            columns.add("nullif(" + element(dialect, columns.size()) + ", '') AS \"" + text + '"');
        }
        for (String number : NUMBERS) {
            columns.add("CAST(" + element(dialect, columns.size()) + " AS DOUBLE) AS \"" + number + '"');
        }
        columns.add("CAST({0} AS VARCHAR) AS \"integration\"");
        columns.add("CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS \"received_time\"");
        EMPTY_TEXTS.forEach(text -> columns.add("CAST(NULL AS VARCHAR) AS \"" + text + '"'));
        Names.promoted()
                .forEach(column -> columns.add("CAST(NULL AS " + type(column) + ") AS \"" + column.name() + '"'));
        String lines = dialect.listElements().replace("{0}", "given.lines").replace("{1}", "line");
        return Fragment.fill(
                "(SELECT " + String.join(", ", columns) + " FROM (SELECT CAST({1} AS VARCHAR) AS lines) AS given"
                        + lines + ") AS events",
                Fragment.value(referenceName),
                Fragment.value(json(frame.context().ledger().of(integrationId, frame.scanned()))));
    }

    private static String element(Dialect dialect, int index) {
        return dialect.element().replace("{0}", "line").replace("{1}", "'$[" + index + "]'");
    }

    private static String json(List<Row> rows) {
        ArrayNode lines = JSON.createArrayNode();
        for (Row row : rows) {
            lines.addArray()
                    .add(row.time().toString())
                    .add(row.stage())
                    .add(row.signal())
                    .add(row.outcome())
                    .add(row.reason())
                    .add(row.requests())
                    .add(row.records())
                    .add(row.bytes());
        }
        return lines.toString();
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case STRING, JSON -> "VARCHAR";
            case LONG, INT -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
        };
    }
}
