package io.millrace.console.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log.
 *
 * @param organizationId organization
 * @param action only those whose action starts with this; empty for all
 * @param actorId only those of this actor; empty for all
 * @param subjectId only those about this thing; empty for all
 * @param from only those at this time or later, or null
 * @param to only those before this time, or null
 */
public record AuditQuery(
        String organizationId,
        String action,
        String actorId,
        String subjectId,
        @Nullable Instant from,
        @Nullable Instant to) {}
