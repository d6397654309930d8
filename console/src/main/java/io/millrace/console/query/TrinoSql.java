package io.millrace.console.query;

import static io.millrace.console.query.ViewColumns.quoted;

import io.millrace.console.access.Caller;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled statement as Trino gets it: behind views of its own with the same names, columns and meaning as those that the
 * embedded engine makes. The tenant's predicate and the period stand here; every value is a parameter.
 */
final class TrinoSql {
    private static final String EVENT_ID = "concat(src_topic, ':', CAST(src_partition AS VARCHAR), ':',"
            + " CAST(src_offset AS VARCHAR), ':', CAST(src_index AS VARCHAR))";

    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final String text;

    TrinoSql(QueryRequest request) {
        List<String> views = request.statement().views().stream()
                .sorted()
                .map(signal -> view(signal, request.caller(), request.range()))
                .toList();
        parameters.addAll(request.statement().parameters());
        // directly behind the statement: an order inside of another select would be dropped
        this.text = (views.isEmpty() ? "" : "WITH " + String.join(", ", views) + " ")
                + request.statement().sql() + " LIMIT " + (request.rowLimit() + 1L);
    }

    /** The SQL. */
    String text() {
        return text;
    }

    /** A value for each question mark. */
    List<@Nullable Object> parameters() {
        return parameters;
    }

    private String view(Signal signal, Caller caller, Optional<TimeRange> range) {
        String columns = Columns.of(signal).stream()
                .map(Column::name)
                .map(ViewColumns::quoted)
                .collect(Collectors.joining(", "));
        String sql = signal.tableName() + " AS (SELECT " + EVENT_ID + " AS event_id, '" + signal.wireName()
                + "' AS signal, " + columns + ", " + integration(caller) + " AS integration FROM "
                + quoted(signal.tableName()) + " WHERE org_id = ?";
        parameters.add(caller.organizationId());
        return sql + range.map(TrinoSql::within).orElse("") + ")";
    }

    private String integration(Caller caller) {
        StringBuilder names = new StringBuilder();
        new TreeMap<>(caller.integrations()).forEach((id, name) -> {
            names.append(" WHEN ? THEN ?");
            parameters.add(id);
            parameters.add(name);
        });
        return names.isEmpty() ? "integration_id" : "CASE integration_id" + names + " ELSE integration_id END";
    }

    private static String within(TimeRange range) {
        return " AND \"time\" >= " + literal(range.from()) + " AND \"time\" < " + literal(range.endExclusive());
    }

    private static String literal(Instant instant) {
        return "TIMESTAMP '" + instant.toString().replace('T', ' ').replace("Z", " UTC") + "'";
    }
}
