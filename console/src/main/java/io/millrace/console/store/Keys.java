package io.millrace.console.store;

import static io.millrace.console.store.Rows.instant;
import static io.millrace.console.store.Rows.instantOrNull;

import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Statements on API keys. */
public final class Keys {
    private Keys() {}

    /** All keys of all organizations. */
    public static List<KeyRow> all(Handle db) {
        return db.createQuery("select * from api_keys order by created_at, id")
                .map((row, context) -> key(row))
                .list();
    }

    /** The keys of an organization, newest first. */
    public static List<KeyRow> list(Handle db, String organizationId) {
        return db.createQuery(
                        "select * from api_keys where organization_id = :organization order by created_at desc, id")
                .bind("organization", organizationId)
                .map((row, context) -> key(row))
                .list();
    }

    /** A key of an organization. */
    public static Optional<KeyRow> find(Handle db, String organizationId, String id) {
        return db.createQuery("select * from api_keys where organization_id = :organization and id = :id")
                .bind("organization", organizationId)
                .bind("id", id)
                .map((row, context) -> key(row))
                .findOne();
    }

    /** Adds a key. */
    public static void insert(Handle db, KeyRow key) {
        db.createUpdate("insert into api_keys (id, organization_id, user_id, kind, name, digest_hex, integration_id,"
                        + " quota, created_at, expires_at) values (:id, :organization, :user, :kind, :name, :digest,"
                        + " :integration, :quota, :createdAt, :expiresAt)")
                .bind("id", key.id())
                .bind("organization", key.organizationId())
                .bind("user", key.userId())
                .bind("kind", key.kind().name())
                .bind("name", key.name())
                .bind("digest", key.digestHex())
                .bind("integration", key.integrationId())
                .bind("quota", Rows.json(key.quota()))
                .bind("createdAt", key.createdAt())
                .bind("expiresAt", key.expiresAt())
                .execute();
    }

    /** Stores everything of a key that can change while it lives. */
    public static void update(Handle db, String id, String name, Quota quota, @Nullable Instant expiresAt) {
        db.createUpdate("update api_keys set name = :name, quota = :quota, expires_at = :expiresAt where id = :id")
                .bind("id", id)
                .bind("name", name)
                .bind("quota", Rows.json(quota))
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** Ends a key at once. */
    public static void revoke(Handle db, String id, Instant at) {
        db.createUpdate("update api_keys set revoked_at = :at where id = :id and revoked_at is null")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    /** Lets a key live on until its successor has been rolled out. */
    public static void replace(Handle db, String id, String successor, Instant expiresAt) {
        db.createUpdate("update api_keys set replaced_by = :successor, expires_at = :expiresAt where id = :id")
                .bind("id", id)
                .bind("successor", successor)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** Notes a use; an older one changes nothing. */
    public static void used(Handle db, String id, Instant at) {
        db.createUpdate("update api_keys set last_used_at = :at"
                        + " where id = :id and (last_used_at is null or last_used_at < :at)")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    private static KeyRow key(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("user_id"),
                KeyType.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("digest_hex"),
                row.getString("integration_id"),
                Rows.json(row, "quota", Quota.class),
                instant(row, "created_at"),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "revoked_at"),
                row.getString("replaced_by"),
                instantOrNull(row, "last_used_at"));
    }
}
