package io.millrace.console.audit;

import io.millrace.console.problem.Checks;
import io.millrace.console.store.AuditQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a request asks for.
 *
 * @param action only actions that start with this, such as {@code key.}
 * @param actorId only of this user
 * @param subjectId only about this thing
 * @param from an instant: only from then on
 * @param to an instant: only before
 */
record AuditFilter(
        @QueryParam("action") @DefaultValue("") String action,
        @QueryParam("actorId") @DefaultValue("") String actorId,
        @QueryParam("subjectId") @DefaultValue("") String subjectId,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to) {
    private static final int LONGEST_WORD = 100;

    /** The query for an organization; notes what is wrong. */
    AuditQuery query(String organizationId, Checks checks) {
        return new AuditQuery(
                organizationId,
                checks.optionalText(action, "action", LONGEST_WORD),
                checks.optionalText(actorId, "actorId", LONGEST_WORD),
                checks.optionalText(subjectId, "subjectId", LONGEST_WORD),
                instant(checks, from, "from"),
                instant(checks, to, "to"));
    }

    private static @Nullable Instant instant(Checks checks, @Nullable String text, String field) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            checks.that(false, field, field + " must be an instant such as 2026-11-01T00:00:00Z.");
            return null;
        }
    }
}
