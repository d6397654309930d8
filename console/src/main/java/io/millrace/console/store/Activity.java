package io.millrace.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/** Statements on what arrived at integrations, summed up from the ledger. */
public final class Activity {
    private static final int MOST_CLIENTS = 50;

    private Activity() {}

    /** What arrived at an integration. */
    public static List<ActivityRow> of(Handle db, String integrationId) {
        return db.createQuery("select * from integration_activity where integration_id = :id order by last_at desc")
                .bind("id", integrationId)
                .map((row, context) -> activity(row))
                .list();
    }

    /** Adds to what arrived. */
    public static void add(Handle db, ActivityRow more) {
        int known = db.createUpdate("update integration_activity set requests = requests + :requests,"
                        + " records = records + :records, bytes = bytes + :bytes,"
                        + " client = case when last_at <= :lastAt then :client else client end,"
                        + " last_at = case when last_at <= :lastAt then :lastAt else last_at end"
                        + " where integration_id = :id and stage = :stage and signal = :signal"
                        + " and outcome = :outcome and reason = :reason")
                .bindMethods(more)
                .bind("id", more.integrationId())
                .execute();
        if (known == 0) {
            db.createUpdate("insert into integration_activity (integration_id, stage, signal, outcome, reason,"
                            + " requests, records, bytes, last_at, client) values (:id, :stage, :signal, :outcome,"
                            + " :reason, :requests, :records, :bytes, :lastAt, :client)")
                    .bindMethods(more)
                    .bind("id", more.integrationId())
                    .execute();
        }
    }

    /** Clients seen at an integration and when last, the newest first. */
    public static <T> List<T> clients(Handle db, String integrationId, BiFunction<String, Instant, T> client) {
        return db.createQuery("select client, last_at from integration_clients where integration_id = :id"
                        + " order by last_at desc limit :most")
                .bind("id", integrationId)
                .bind("most", MOST_CLIENTS)
                .map((row, context) -> client.apply(row.getString("client"), Rows.instant(row, "last_at")))
                .list();
    }

    /** Notes a client. */
    public static void seen(Handle db, String integrationId, String client, Instant at) {
        int known = db.createUpdate("update integration_clients set last_at = :at"
                        + " where integration_id = :id and client = :client")
                .bind("id", integrationId)
                .bind("client", client)
                .bind("at", at)
                .execute();
        if (known == 0) {
            db.createUpdate("insert into integration_clients (integration_id, client, last_at)"
                            + " values (:id, :client, :at)")
                    .bind("id", integrationId)
                    .bind("client", client)
                    .bind("at", at)
                    .execute();
        }
    }

    /** The offset up to which a partition of the ledger has been summed up. Locks it until the transaction ends. */
    public static Optional<Long> lockPosition(Handle db, String topic, int partition) {
        return db.createQuery("select next_offset from accounting_positions"
                        + " where topic = :topic and partition_number = :partition for update")
                .bind("topic", topic)
                .bind("partition", partition)
                .mapTo(Long.class)
                .findOne();
    }

    /** Moves that offset. */
    public static void setPosition(Handle db, String topic, int partition, long nextOffset) {
        int known = db.createUpdate("update accounting_positions set next_offset = :next"
                        + " where topic = :topic and partition_number = :partition")
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("next", nextOffset)
                .execute();
        if (known == 0) {
            db.createUpdate("insert into accounting_positions (topic, partition_number, next_offset)"
                            + " values (:topic, :partition, :next)")
                    .bind("topic", topic)
                    .bind("partition", partition)
                    .bind("next", nextOffset)
                    .execute();
        }
    }

    private static ActivityRow activity(ResultSet row) throws SQLException {
        return activity(row, "last_at", row.getString("client"));
    }

    /** A row of counts, whose time stands in the column told. */
    static ActivityRow activity(ResultSet row, String timeColumn, String client) throws SQLException {
        return new ActivityRow(
                row.getString("integration_id"),
                row.getString("stage"),
                row.getString("signal"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getLong("requests"),
                row.getLong("records"),
                row.getLong("bytes"),
                Rows.instant(row, timeColumn),
                client);
    }
}
