package io.millrace.console.store;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code audit_log}.
 *
 * @param sequence place in the log
 * @param at when
 * @param organizationId organization
 * @param actorKind session, key or system
 * @param actorId user, or empty for the system
 * @param actorName what the actor was called then
 * @param address address of the actor, or empty
 * @param action what was done, such as {@code key.create}
 * @param subjectKind kind of the thing it was done to
 * @param subjectId id of that thing
 * @param before JSON of the thing before, without secrets
 * @param after JSON of the thing afterwards, without secrets
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String organizationId,
        String actorKind,
        String actorId,
        String actorName,
        String address,
        String action,
        String subjectKind,
        String subjectId,
        @JsonRawValue @Nullable String before,
        @JsonRawValue @Nullable String after) {}
