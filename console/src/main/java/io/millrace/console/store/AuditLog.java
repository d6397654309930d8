package io.millrace.console.store;

import static java.util.Objects.requireNonNullElse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Statements on the audit log: it grows, nothing else. */
public final class AuditLog {
    private static final Instant BEGINNING = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private AuditLog() {}

    /** Adds an entry; its sequence is given by the database. */
    public static void append(Handle db, AuditEntry entry) {
        db.createUpdate("insert into audit_log (at, organization_id, actor_kind, actor_id, actor_name, address, action,"
                        + " subject_kind, subject_id, before_state, after_state) values (:at, :organization,"
                        + " :actorKind, :actorId, :actorName, :address, :action, :subjectKind, :subjectId, :before,"
                        + " :after)")
                .bind("at", entry.at())
                .bind("organization", entry.organizationId())
                .bind("actorKind", entry.actorKind())
                .bind("actorId", entry.actorId())
                .bind("actorName", entry.actorName())
                .bind("address", entry.address())
                .bind("action", entry.action())
                .bind("subjectKind", entry.subjectKind())
                .bind("subjectId", entry.subjectId())
                .bind("before", entry.before())
                .bind("after", entry.after())
                .execute();
    }

    /**
     * Entries, newest first.
     *
     * @param query which
     * @param before only those with a lower sequence
     * @param limit at most so many
     */
    public static List<AuditEntry> newest(Handle db, AuditQuery query, long before, int limit) {
        return db.createQuery("select * from audit_log where organization_id = :organization and sequence < :before"
                        + " and action like :action and (:actor = '' or actor_id = :actor)"
                        + " and (:subject = '' or subject_id = :subject) and at >= :from and at < :to"
                        + " order by sequence desc limit :limit")
                .bind("organization", query.organizationId())
                .bind("before", before)
                .bind("action", query.action().replaceAll("[%_\\\\]", "") + "%")
                .bind("actor", query.actorId())
                .bind("subject", query.subjectId())
                .bind("from", requireNonNullElse(query.from(), BEGINNING))
                .bind("to", requireNonNullElse(query.to(), END))
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("sequence"),
                Rows.instant(row, "at"),
                row.getString("organization_id"),
                row.getString("actor_kind"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                text(row, "before_state"),
                text(row, "after_state"));
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}
