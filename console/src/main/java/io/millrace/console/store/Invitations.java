package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on invitations. */
public final class Invitations {
    private Invitations() {}

    /** Open invitations of an organization. */
    public static List<InvitationRow> open(Handle db, String organizationId, Instant now) {
        return db.createQuery("select * from invitations where organization_id = :organization and closed_at is null"
                        + " and expires_at > :now order by created_at desc, id")
                .bind("organization", organizationId)
                .bind("now", now)
                .map((row, context) -> invitation(row))
                .list();
    }

    /** The open invitation whose link has this secret. Locks it until the transaction ends. */
    public static Optional<InvitationRow> lockByToken(Handle db, String tokenDigest, Instant now) {
        return db.createQuery("select * from invitations where token_digest = :digest and closed_at is null"
                        + " and expires_at > :now for update")
                .bind("digest", tokenDigest)
                .bind("now", now)
                .map((row, context) -> invitation(row))
                .findOne();
    }

    /** Adds an invitation. */
    public static void insert(Handle db, InvitationRow invitation) {
        db.createUpdate("insert into invitations (id, organization_id, sign_in_name, role, token_digest, created_by,"
                        + " created_at, expires_at) values (:id, :organization, :name, :role, :digest, :createdBy,"
                        + " :createdAt, :expiresAt)")
                .bind("id", invitation.id())
                .bind("organization", invitation.organizationId())
                .bind("name", invitation.signInName())
                .bind("role", invitation.role().name())
                .bind("digest", invitation.tokenDigest())
                .bind("createdBy", invitation.createdBy())
                .bind("createdAt", invitation.createdAt())
                .bind("expiresAt", invitation.expiresAt())
                .execute();
    }

    /** Ends an invitation: accepted or withdrawn. */
    public static void close(Handle db, String id, Instant at) {
        db.createUpdate("update invitations set closed_at = :at where id = :id")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    private static InvitationRow invitation(ResultSet row) throws SQLException {
        return new InvitationRow(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("sign_in_name"),
                Role.valueOf(row.getString("role")),
                row.getString("token_digest"),
                row.getString("created_by"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"));
    }
}
