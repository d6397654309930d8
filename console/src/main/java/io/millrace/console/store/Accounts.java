package io.millrace.console.store;

import static io.millrace.console.store.Rows.instant;
import static io.millrace.console.store.Rows.instantOrNull;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Statements on organizations and users. */
public final class Accounts {
    private Accounts() {}

    /** All organizations. */
    public static List<Organization> organizations(Handle db) {
        return db.createQuery("select * from organizations order by created_at, id")
                .map((row, context) -> organization(row))
                .list();
    }

    /** Adds an organization. */
    public static void insert(Handle db, Organization organization) {
        db.createUpdate("insert into organizations (id, display_name, enabled, quota, created_at)"
                        + " values (:id, :name, :enabled, :quota, :createdAt)")
                .bind("id", organization.id())
                .bind("name", organization.displayName())
                .bind("enabled", organization.enabled())
                .bind("quota", Rows.json(organization.quota()))
                .bind("createdAt", organization.createdAt())
                .execute();
    }

    /** Renames an organization and sets its limits. */
    public static void update(Handle db, String id, String displayName, Quota quota) {
        db.createUpdate("update organizations set display_name = :name, quota = :quota where id = :id")
                .bind("id", id)
                .bind("name", displayName)
                .bind("quota", Rows.json(quota))
                .execute();
    }

    /** All users of all organizations, removed ones too. */
    public static List<User> users(Handle db) {
        return db.createQuery("select * from users order by created_at, id")
                .map((row, context) -> user(row))
                .list();
    }

    /** The users of an organization who are still there. */
    public static List<User> users(Handle db, String organizationId) {
        return db.createQuery("select * from users where organization_id = :organization and removed_at is null"
                        + " order by sign_in_name, id")
                .bind("organization", organizationId)
                .map((row, context) -> user(row))
                .list();
    }

    /** A user of an organization who is still there. */
    public static Optional<User> user(Handle db, String organizationId, String id) {
        return db.createQuery("select * from users where organization_id = :organization and id = :id"
                        + " and removed_at is null")
                .bind("organization", organizationId)
                .bind("id", id)
                .map((row, context) -> user(row))
                .findOne();
    }

    /** The user who signs in with this name. */
    public static Optional<User> userBySignInName(Handle db, String signInName) {
        return db.createQuery("select * from users where sign_in_name = :name")
                .bind("name", signInName)
                .map((row, context) -> user(row))
                .findOne();
    }

    /** The user whom the identity provider knows by this name. */
    public static Optional<User> userByOidcSubject(Handle db, String subject) {
        return db.createQuery("select * from users where oidc_subject = :subject and removed_at is null")
                .bind("subject", subject)
                .map((row, context) -> user(row))
                .findOne();
    }

    /** Adds a user. */
    public static void insert(Handle db, User user) {
        db.createUpdate("insert into users (id, organization_id, sign_in_name, display_name, role, password_hash,"
                        + " must_set_password, password_expires_at, oidc_subject, created_at)"
                        + " values (:id, :organization, :name, :displayName, :role, :hash, :mustSet, :expires,"
                        + " :subject, :createdAt)")
                .bind("id", user.id())
                .bind("organization", user.organizationId())
                .bind("name", user.signInName())
                .bind("displayName", user.displayName())
                .bind("role", user.role().name())
                .bind("hash", user.passwordHash())
                .bind("mustSet", user.mustSetPassword())
                .bind("expires", user.passwordExpiresAt())
                .bind("subject", user.oidcSubject())
                .bind("createdAt", user.createdAt())
                .execute();
    }

    /** Changes what a user may do. */
    public static void setRole(Handle db, String id, Role role) {
        db.createUpdate("update users set role = :role where id = :id")
                .bind("id", id)
                .bind("role", role.name())
                .execute();
    }

    /** Changes a user's name for people. */
    public static void setDisplayName(Handle db, String id, String displayName) {
        db.createUpdate("update users set display_name = :name where id = :id")
                .bind("id", id)
                .bind("name", displayName)
                .execute();
    }

    /** Ties a user to a subject of the identity provider. */
    public static void setOidcSubject(Handle db, String id, String subject) {
        db.createUpdate("update users set oidc_subject = :subject where id = :id")
                .bind("id", id)
                .bind("subject", subject)
                .execute();
    }

    /**
     * Sets a password.
     *
     * @param mustSet whether it serves only to set an own one
     * @param expiresAt when such a password ends, or null
     */
    public static void setPassword(Handle db, String id, String hash, boolean mustSet, @Nullable Instant expiresAt) {
        db.createUpdate("update users set password_hash = :hash, must_set_password = :mustSet,"
                        + " password_expires_at = :expires where id = :id")
                .bind("id", id)
                .bind("hash", hash)
                .bind("mustSet", mustSet)
                .bind("expires", expiresAt)
                .execute();
    }

    /** Removes a user: the row stays for the audit log, the name is free again. */
    public static void remove(Handle db, User user, Instant at) {
        String subject = user.oidcSubject();
        if (subject != null) {
            BarredSubjects.add(db, subject, user.organizationId(), at);
        }
        db.createUpdate("update users set removed_at = :at, sign_in_name = null, password_hash = null,"
                        + " oidc_subject = null where id = :id")
                .bind("id", user.id())
                .bind("at", at)
                .execute();
    }

    /**
     * Owners of an organization who are still there. Locks the organization until the transaction ends, so that two owners
     * who demote each other at the same time cannot leave none.
     */
    public static int lockAndCountOwners(Handle db, String organizationId) {
        db.createQuery("select id from organizations where id = :organization for update")
                .bind("organization", organizationId)
                .mapTo(String.class)
                .one();
        return db.createQuery("select count(*) from users where organization_id = :organization"
                        + " and role = 'OWNER' and removed_at is null")
                .bind("organization", organizationId)
                .mapTo(Integer.class)
                .one();
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                row.getString("id"),
                row.getString("display_name"),
                row.getBoolean("enabled"),
                Rows.json(row, "quota", Quota.class),
                instant(row, "created_at"));
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("sign_in_name"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                row.getString("password_hash"),
                row.getBoolean("must_set_password"),
                instantOrNull(row, "password_expires_at"),
                row.getString("oidc_subject"),
                instant(row, "created_at"),
                instantOrNull(row, "removed_at"));
    }
}
