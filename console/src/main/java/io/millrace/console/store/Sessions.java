package io.millrace.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Statements on sessions. */
public final class Sessions {
    private Sessions() {}

    /** All sessions. */
    public static List<SessionRow> all(Handle db) {
        return db.createQuery("select * from sessions")
                .map((row, context) -> session(row))
                .list();
    }

    /** Adds a session. */
    public static void insert(Handle db, SessionRow session) {
        db.createUpdate("insert into sessions (token_digest, user_id, created_at, last_seen_at, expires_at, address,"
                        + " client) values (:digest, :user, :createdAt, :lastSeenAt, :expiresAt, :address, :client)")
                .bind("digest", session.tokenDigest())
                .bind("user", session.userId())
                .bind("createdAt", session.createdAt())
                .bind("lastSeenAt", session.lastSeenAt())
                .bind("expiresAt", session.expiresAt())
                .bind("address", session.address())
                .bind("client", session.client())
                .execute();
    }

    /** Notes a request. */
    public static void seen(Handle db, String tokenDigest, Instant at) {
        db.createUpdate("update sessions set last_seen_at = :at where token_digest = :digest")
                .bind("digest", tokenDigest)
                .bind("at", at)
                .execute();
    }

    /** Ends one session. */
    public static void delete(Handle db, String tokenDigest) {
        db.createUpdate("delete from sessions where token_digest = :digest")
                .bind("digest", tokenDigest)
                .execute();
    }

    /** Ends all sessions of a user. */
    public static int deleteAll(Handle db, String userId) {
        return db.createUpdate("delete from sessions where user_id = :user")
                .bind("user", userId)
                .execute();
    }

    /** Forgets sessions that ended by themselves. */
    public static void deleteEnded(Handle db, Instant now, Instant idleSince) {
        db.createUpdate("delete from sessions where expires_at <= :now or last_seen_at <= :idleSince")
                .bind("now", now)
                .bind("idleSince", idleSince)
                .execute();
    }

    private static SessionRow session(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getString("token_digest"),
                row.getString("user_id"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_seen_at"),
                Rows.instant(row, "expires_at"),
                row.getString("address"),
                row.getString("client"));
    }
}
