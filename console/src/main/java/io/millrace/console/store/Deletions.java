package io.millrace.console.store;

import static io.millrace.console.store.Rows.instant;
import static io.millrace.console.store.Rows.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on deletions. */
public final class Deletions {
    private Deletions() {}

    /** The deletions of an organization, newest first. */
    public static List<DeletionRow> list(Handle db, String organizationId) {
        return db.createQuery(
                        "select * from deletions where organization_id = :organization order by requested_at desc, id")
                .bind("organization", organizationId)
                .map((row, context) -> deletion(row))
                .list();
    }

    /** A deletion of an organization. */
    public static Optional<DeletionRow> find(Handle db, String organizationId, String id) {
        return db.createQuery("select * from deletions where organization_id = :organization and id = :id")
                .bind("organization", organizationId)
                .bind("id", id)
                .map((row, context) -> deletion(row))
                .findOne();
    }

    /** Deletions of all organizations that the other stages have not been told of. */
    public static List<DeletionRow> unpublished(Handle db) {
        return db.createQuery("select * from deletions where published_at is null order by requested_at, id")
                .map((row, context) -> deletion(row))
                .list();
    }

    /** Adds one. */
    public static void insert(Handle db, DeletionRow deletion) {
        db.createUpdate("insert into deletions (id, organization_id, integration_id, identity_column, identity_value,"
                        + " through_at, requested_by, requested_at) values (:id, :organization, :integration, :column,"
                        + " :value, :through, :by, :at)")
                .bind("id", deletion.id())
                .bind("organization", deletion.organizationId())
                .bind("integration", deletion.integrationId())
                .bind("column", deletion.column())
                .bind("value", deletion.value())
                .bind("through", deletion.through())
                .bind("by", deletion.requestedBy())
                .bind("at", deletion.requestedAt())
                .execute();
    }

    /** Notes that the other stages have been told, and forgets whom it names. */
    public static void published(Handle db, String id, Instant at) {
        db.createUpdate("update deletions set published_at = :at, identity_value = null where id = :id")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    private static DeletionRow deletion(ResultSet row) throws SQLException {
        return new DeletionRow(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("integration_id"),
                row.getString("identity_column"),
                row.getString("identity_value"),
                instant(row, "through_at"),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instantOrNull(row, "published_at"));
    }
}
