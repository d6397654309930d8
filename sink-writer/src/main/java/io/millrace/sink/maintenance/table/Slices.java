package io.millrace.sink.maintenance.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;

/**
 * Cuts the rows of a rewrite into ranges of the table's order. One engine thread sorts and writes one range, so that threads do
 * not wait for one another, and a range fits into its memory, so that the sort does not spill. Where the cuts lie is a matter of
 * speed alone: whatever they are, each row is in one range.
 */
final class Slices {
    /** Rows of one row group of a new file; fewer are not worth a slice of their own. */
    static final long ROW_GROUP_ROWS = 50_000;

    /** How many times its bytes a row takes at the peak: in the sort, in the row group that is made of it, and air. */
    private static final int PEAK = 3;

    private static final int FIXED_BYTES = 16;
    private static final int SAMPLED_ROWS = 2_048;

    private Slices() {}

    /**
     * Conditions, one for each slice in the table's order; each row meets exactly one of them.
     *
     * @param statement a statement of an engine
     * @param schema columns of the table
     * @param filled columns that have values
     * @param rows the rows, as the engine reads them
     * @param condition which of them are wanted
     * @param count how many those are
     * @param limits what the rewrite may use
     */
    static List<String> of(
            Statement statement,
            Schema schema,
            FilledColumns filled,
            String rows,
            String condition,
            long count,
            RewriteLimits limits)
            throws SQLException {
        if (count < 2 * ROW_GROUP_ROWS) {
            return List.of("true");
        }
        long fitting = limits.memoryBytes() / limits.threads() / PEAK / bytesOfRow(statement, schema, filled, rows) + 1;
        long rounds = divideUp(count, fitting * limits.threads());
        long each = Math.max(ROW_GROUP_ROWS, divideUp(count, rounds * limits.threads()));
        return conditions(cuts(statement, Sql.cuts(rows, condition, each)));
    }

    private static long divideUp(long count, long by) {
        return (count + by - 1) / by;
    }

    private static long bytesOfRow(Statement statement, Schema schema, FilledColumns filled, String rows)
            throws SQLException {
        String bytes = schema.columns().stream()
                .filter(filled::has)
                .map(field -> field.type().typeId() == Type.TypeID.STRING
                        ? FIXED_BYTES + " + coalesce(strlen(" + Sql.quoted(field.name()) + "), 0)"
                        : Integer.toString(FIXED_BYTES))
                .collect(Collectors.joining(" + "));
        try (ResultSet result = statement.executeQuery(
                "SELECT avg(" + bytes + ")::BIGINT FROM (FROM " + rows + " LIMIT " + SAMPLED_ROWS + ")")) {
            result.next();
            return Math.max(1, result.getLong(1));
        }
    }

    private static List<Cut> cuts(Statement statement, String sql) throws SQLException {
        List<Cut> cuts = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                cuts.add(new Cut(result.getString(1), result.getString(2), result.getLong(3)));
            }
        }
        return cuts;
    }

    private static List<String> conditions(List<Cut> cuts) {
        List<String> conditions = new ArrayList<>();
        String after = "true";
        for (int i = 1; i < cuts.size(); i++) {
            Cut from = cuts.get(i - 1);
            Cut end = cuts.get(i);
            conditions.add(
                    from.isOfOneIntegrationWith(end) && i > 1
                            ? from.integration() + " AND " + from.time(">=") + " AND " + end.time("<")
                            : after + " AND " + end.before());
            after = end.after();
        }
        conditions.add(after);
        return conditions;
    }

    /** The first place of a slice in the table's order. */
    private record Cut(String organization, String integrationId, long timeMicros) {
        boolean isOfOneIntegrationWith(Cut other) {
            return organization.equals(other.organization) && integrationId.equals(other.integrationId);
        }

        String integration() {
            return "org_id = " + Sql.literal(organization) + " AND integration_id = " + Sql.literal(integrationId);
        }

        String time(String comparison) {
            return "time " + comparison + " make_timestamptz(" + timeMicros + ")";
        }

        /** Rows from this place on. The first term alone lets the engine leave out what cannot match before it decodes it. */
        String after() {
            return "org_id >= " + Sql.literal(organization) + " AND " + from();
        }

        /** Rows before this place. */
        String before() {
            return "org_id <= " + Sql.literal(organization) + " AND NOT " + from();
        }

        private String from() {
            String org = Sql.literal(organization);
            String id = Sql.literal(integrationId);
            return "(org_id > " + org + " OR (org_id = " + org + " AND (integration_id > " + id
                    + " OR (integration_id = " + id + " AND " + time(">=") + "))))";
        }
    }
}
