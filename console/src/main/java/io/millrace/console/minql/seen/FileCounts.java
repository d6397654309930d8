package io.millrace.console.minql.seen;

import io.millrace.console.query.DataFileQueries;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts keys and values in data files. */
@Singleton
class FileCounts {
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_VALUE = 200;

    /** Values of a key that is nearly different in each row are no use to anybody who types. */
    private static final int MOST_DIFFERENT = 1_000;

    private static final String PAIRS =
            "WITH kept AS (SELECT org_id, integration_id, place, key, count(*) AS row_count, arg_max(json_type(value),"
                    + " 1) AS type, approx_count_distinct(CAST(value AS VARCHAR)) AS different FROM (%1$s) AS pairs WHERE"
                    + " length(key) <= " + LONGEST_KEY + " GROUP BY ALL)";

    private final DataFileQueries files;

    FileCounts(DataFileQueries files) {
        this.files = files;
    }

    SeenCount count(Signal signal, List<SnapshotFile> added, int valuesPerKey) throws SQLException {
        String pairs = pairs(signal);
        String keys = PAIRS.formatted(pairs)
                + " SELECT org_id, integration_id, place, key, coalesce(type, 'NULL'), row_count FROM kept";
        String values = PAIRS.formatted(pairs)
                + ", texts AS (SELECT org_id, integration_id, place, key, value ->> '$' AS text FROM (" + pairs
                + ") AS pairs), counted AS (SELECT org_id, integration_id, place, key, text, count(*) AS row_count"
                + " FROM texts WHERE length(text) BETWEEN 1 AND " + LONGEST_VALUE + " GROUP BY ALL)"
                + " SELECT org_id, integration_id, place, key, text, counted.row_count FROM counted"
                + " JOIN kept USING (org_id, integration_id, place, key) WHERE different <= " + MOST_DIFFERENT
                + " AND (different <= 20 OR different * 2 < kept.row_count)"
                + " QUALIFY row_number() OVER (PARTITION BY org_id, integration_id, place, key"
                + " ORDER BY counted.row_count DESC, text) <= " + valuesPerKey;
        List<List<List<@Nullable Object>>> results = files.run(signal, added, List.of(keys, values));
        List<SeenCount.Key> seenKeys = new ArrayList<>();
        for (List<@Nullable Object> row : results.get(0)) {
            seenKeys.add(new SeenCount.Key(
                    text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), number(row, 5)));
        }
        List<SeenCount.Value> seenValues = new ArrayList<>();
        for (List<@Nullable Object> row : results.get(1)) {
            seenValues.add(new SeenCount.Value(
                    text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), number(row, 5)));
        }
        return new SeenCount(seenKeys, seenValues);
    }

    /** One row for each attribute of each row, and one for its name. */
    private static String pairs(Signal signal) {
        StringBuilder sql = new StringBuilder();
        String[][] places = {
            {"record", "attributes"}, {"resource", "resource_attributes"}, {"scope", "scope_attributes"}
        };
        for (String[] place : places) {
            sql.append("SELECT org_id, integration_id, '")
                    .append(place[0])
                    .append("' AS place, key, json_extract(json, '/' || replace(replace(key, '~', '~0'), '/', '~1'))")
                    .append(" AS value FROM (SELECT org_id, integration_id, ")
                    .append(place[1])
                    .append(" AS json, unnest(json_keys(")
                    .append(place[1])
                    .append(")) AS key FROM ")
                    .append(signal.tableName())
                    .append(") AS attributes_of_rows UNION ALL ");
        }
        return sql.append("SELECT org_id, integration_id, 'name', 'name', to_json(name) FROM ")
                .append(signal.tableName())
                .append(" WHERE name IS NOT NULL")
                .toString();
    }

    private static String text(List<@Nullable Object> row, int index) {
        return String.valueOf(row.get(index));
    }

    private static long number(List<@Nullable Object> row, int index) {
        return row.get(index) instanceof Number number ? number.longValue() : 0;
    }
}
