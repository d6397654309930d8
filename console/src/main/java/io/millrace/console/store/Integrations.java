package io.millrace.console.store;

import static io.millrace.console.store.Rows.instant;
import static io.millrace.console.store.Rows.instantOrNull;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Statements on integrations. */
public final class Integrations {
    private Integrations() {}

    /** All integrations of all organizations, deleted ones too. */
    public static List<IntegrationRow> all(Handle db) {
        return db.createQuery("select * from integrations order by created_at, id")
                .map((row, context) -> integration(row))
                .list();
    }

    /** The integrations of an organization. */
    public static List<IntegrationRow> list(Handle db, String organizationId) {
        return db.createQuery("select * from integrations where organization_id = :organization"
                        + " and deleted_at is null order by reference_name")
                .bind("organization", organizationId)
                .map((row, context) -> integration(row))
                .list();
    }

    /** An integration of an organization. */
    public static Optional<IntegrationRow> find(Handle db, String organizationId, String id) {
        return db.createQuery("select * from integrations where organization_id = :organization and id = :id"
                        + " and deleted_at is null")
                .bind("organization", organizationId)
                .bind("id", id)
                .map((row, context) -> integration(row))
                .findOne();
    }

    /** Adds an integration; fails if the organization already has one of its reference name. */
    public static void insert(Handle db, IntegrationRow integration) {
        bindChangeable(
                        db.createUpdate("insert into integrations (id, organization_id, reference_name, taken_name,"
                                + " display_name, description, enabled, policy, quota, retention_days, created_by,"
                                + " created_at) values (:id, :organization, :name, :name, :displayName, :description,"
                                + " :enabled, :policy, :quota, :retention, :createdBy, :createdAt)"),
                        integration)
                .bind("organization", integration.organizationId())
                .bind("createdBy", integration.createdBy())
                .bind("createdAt", integration.createdAt())
                .execute();
    }

    /** Stores everything of an integration that can change. */
    public static void update(Handle db, IntegrationRow integration) {
        bindChangeable(
                        db.createUpdate("update integrations set reference_name = :name, taken_name = :name,"
                                + " display_name = :displayName, description = :description, enabled = :enabled,"
                                + " policy = :policy, quota = :quota, retention_days = :retention where id = :id"),
                        integration)
                .execute();
    }

    /** Deletes an integration: it takes no data any more and its reference name is free again. */
    public static void delete(Handle db, String id, Instant at) {
        db.createUpdate("update integrations set deleted_at = :at, taken_name = null where id = :id")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    private static Update bindChangeable(Update update, IntegrationRow integration) {
        return update.bind("id", integration.id())
                .bind("name", integration.referenceName())
                .bind("displayName", integration.displayName())
                .bind("description", integration.description())
                .bind("enabled", integration.enabled())
                .bind("policy", Rows.json(integration.policy()))
                .bind("quota", Rows.json(integration.quota()))
                .bind("retention", integration.retentionDays());
    }

    private static IntegrationRow integration(ResultSet row) throws SQLException {
        return new IntegrationRow(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("reference_name"),
                row.getString("display_name"),
                row.getString("description"),
                row.getBoolean("enabled"),
                Rows.json(row, "policy", RedactionPolicy.class),
                Rows.json(row, "quota", Quota.class),
                row.getObject("retention_days", Integer.class),
                row.getString("created_by"),
                instant(row, "created_at"),
                instantOrNull(row, "deleted_at"));
    }
}
