package io.millrace.console.minql.seen;

import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Statements on what was seen. */
final class SeenTables {
    private SeenTables() {}

    /** Id of the snapshot up to which a table was counted. */
    static Optional<Long> countedUpTo(Handle db, Signal signal) {
        return db.createQuery("select snapshot_id from seen_snapshots where signal = :signal")
                .bind("signal", signal.wireName())
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * Moves on; false if another console has counted in the meantime. The first statement of whoever changes what was counted: the
     * others wait here, and never for each other's rows.
     */
    static boolean advance(Handle db, Signal signal, Optional<Long> from, long to) {
        if (from.isEmpty()) {
            return db.createUpdate("insert into seen_snapshots (signal, snapshot_id) values (:signal, :to)")
                            .bind("signal", signal.wireName())
                            .bind("to", to)
                            .execute()
                    == 1;
        }
        return db.createUpdate("update seen_snapshots set snapshot_id = :to where signal = :signal and snapshot_id ="
                                + " :from")
                        .bind("signal", signal.wireName())
                        .bind("from", from.get())
                        .bind("to", to)
                        .execute()
                == 1;
    }

    /** Forgets what was counted of a table, of organizations or of all. After {@link #advance}, which makes consoles wait for one another. */
    static void forget(Handle db, Signal signal, Optional<Set<String>> organizations) {
        for (String table : List.of("seen_keys", "seen_values")) {
            String delete = "delete from " + table + " where signal = :signal";
            if (organizations.isEmpty()) {
                db.createUpdate(delete).bind("signal", signal.wireName()).execute();
            }
            for (String organization : organizations.orElse(Set.of())) {
                db.createUpdate(delete + " and organization_id = :organization")
                        .bind("signal", signal.wireName())
                        .bind("organization", organization)
                        .execute();
            }
        }
    }

    static void add(Handle db, Signal signal, SeenCount count, Instant at) {
        for (SeenCount.Key key : count.keys()) {
            Update update = key(
                    db.createUpdate(
                            "update seen_keys set row_count = row_count + :rows, value_type = :type, last_at = :at"
                                    + " where organization_id = :organization and integration_id = :integration"
                                    + " and signal = :signal and place = :place and key_name = :key"),
                    signal,
                    key,
                    at);
            if (update.execute() == 0) {
                key(
                                db.createUpdate("insert into seen_keys (organization_id, integration_id, signal, place,"
                                        + " key_name, value_type, row_count, last_at) values (:organization,"
                                        + " :integration, :signal, :place, :key, :type, :rows, :at)"),
                                signal,
                                key,
                                at)
                        .execute();
            }
        }
        for (SeenCount.Value value : count.values()) {
            Update update = value(
                    db.createUpdate("update seen_values set row_count = row_count + :rows where organization_id ="
                            + " :organization and integration_id = :integration and signal = :signal"
                            + " and place = :place and key_name = :key and seen_value = :value"),
                    signal,
                    value);
            if (update.execute() == 0) {
                value(
                                db.createUpdate(
                                        "insert into seen_values (organization_id, integration_id, signal, place,"
                                                + " key_name, seen_value, row_count) values (:organization, :integration,"
                                                + " :signal, :place, :key, :value, :rows)"),
                                signal,
                                value)
                        .execute();
            }
        }
    }

    /** Keeps the most frequent values of each key and the most frequent keys of each integration. */
    static void prune(Handle db, Signal signal, int valuesPerKey, int keysPerIntegration) {
        db.createUpdate("delete from seen_values v where signal = :signal and (select count(*) from seen_values o"
                        + " where o.organization_id = v.organization_id and o.integration_id = v.integration_id"
                        + " and o.signal = v.signal and o.place = v.place and o.key_name = v.key_name"
                        + " and (o.row_count > v.row_count or (o.row_count = v.row_count"
                        + " and o.seen_value < v.seen_value))) >= :most")
                .bind("signal", signal.wireName())
                .bind("most", valuesPerKey)
                .execute();
        db.createUpdate("delete from seen_keys k where signal = :signal and (select count(*) from seen_keys o"
                        + " where o.organization_id = k.organization_id and o.integration_id = k.integration_id"
                        + " and o.signal = k.signal and (o.row_count > k.row_count or (o.row_count = k.row_count"
                        + " and o.key_name < k.key_name))) >= :most")
                .bind("signal", signal.wireName())
                .bind("most", keysPerIntegration)
                .execute();
    }

    /** Keys of an organization, the most frequent first. */
    static List<SeenKey> keys(Handle db, String organizationId) {
        return db.createQuery("select * from seen_keys where organization_id = :organization"
                        + " order by row_count desc, key_name")
                .bind("organization", organizationId)
                .map((row, context) -> new SeenKey(
                        row.getString("integration_id"),
                        row.getString("signal"),
                        row.getString("place"),
                        row.getString("key_name"),
                        row.getString("value_type"),
                        row.getLong("row_count"),
                        row.getTimestamp("last_at").toInstant()))
                .list();
    }

    /** Frequent values of a key over all integrations of an organization. */
    static List<SeenValue> values(Handle db, String organizationId, @Nullable Signal signal, String key, int limit) {
        return db.createQuery("select seen_value, sum(row_count) as rows_in_all from seen_values"
                        + " where organization_id = :organization and key_name = :key"
                        + (signal == null ? "" : " and signal = '" + signal.wireName() + "'")
                        + " group by seen_value order by rows_in_all desc, seen_value limit :limit")
                .bind("organization", organizationId)
                .bind("key", key)
                .bind("limit", limit)
                .map((row, context) -> new SeenValue(row.getString("seen_value"), row.getLong("rows_in_all")))
                .list();
    }

    private static Update key(Update update, Signal signal, SeenCount.Key key, Instant at) {
        return update.bind("organization", key.organizationId())
                .bind("integration", key.integrationId())
                .bind("signal", signal.wireName())
                .bind("place", key.place())
                .bind("key", key.key())
                .bind("type", key.type())
                .bind("rows", key.rows())
                .bind("at", at);
    }

    private static Update value(Update update, Signal signal, SeenCount.Value value) {
        return update.bind("organization", value.organizationId())
                .bind("integration", value.integrationId())
                .bind("signal", signal.wireName())
                .bind("place", value.place())
                .bind("key", value.key())
                .bind("value", value.value())
                .bind("rows", value.rows());
    }
}
