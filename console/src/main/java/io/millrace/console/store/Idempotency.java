package io.millrace.console.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on creations that clients may send again. */
public final class Idempotency {
    private Idempotency() {}

    /** What an earlier request with this key made. */
    public static Optional<Made> find(Handle db, String organizationId, String requestKey) {
        return db.createQuery("select request_digest, resource_id from idempotent_requests"
                        + " where organization_id = :organization and request_key = :key")
                .bind("organization", organizationId)
                .bind("key", requestKey)
                .map((row, context) -> new Made(row.getString("request_digest"), row.getString("resource_id")))
                .findOne();
    }

    /** Notes what a request made; fails if another request with this key was faster. */
    public static void insert(Handle db, String organizationId, String requestKey, Made made, Instant at) {
        db.createUpdate("insert into idempotent_requests (organization_id, request_key, request_digest, resource_id,"
                        + " created_at) values (:organization, :key, :digest, :resource, :at)")
                .bind("organization", organizationId)
                .bind("key", requestKey)
                .bind("digest", made.requestDigest())
                .bind("resource", made.resourceId())
                .bind("at", at)
                .execute();
    }

    /** Forgets what is old. */
    public static void deleteBefore(Handle db, Instant time) {
        db.createUpdate("delete from idempotent_requests where created_at < :time")
                .bind("time", time)
                .execute();
    }

    /**
     * What a request made.
     *
     * @param requestDigest digest of the request, so that the same key with another request is noticed
     * @param resourceId id of the thing made
     */
    public record Made(String requestDigest, String resourceId) {}
}
