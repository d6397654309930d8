package io.millrace.console.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.access.Actor;
import io.millrace.console.store.AuditEntry;
import io.millrace.console.store.AuditLog;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what was done, in the transaction that does it. */
@Singleton
public class Audit {
    private final ObjectMapper json;
    private final Clock clock;

    Audit(ObjectMapper json, @Identifier("console") Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Adds an entry.
     *
     * @param action kind of the thing and verb, such as {@code key.create}
     * @param subjectId id of the thing
     * @param before the thing before, without secrets, or null
     * @param after the thing afterwards, without secrets, or null
     */
    public void record(
            Handle db, Actor actor, String action, String subjectId, @Nullable Object before, @Nullable Object after) {
        AuditLog.append(
                db,
                new AuditEntry(
                        0,
                        clock.instant(),
                        actor.organizationId(),
                        actor.kind().name().toLowerCase(Locale.ROOT),
                        actor.userId(),
                        actor.userName(),
                        actor.address(),
                        action,
                        action.substring(0, action.indexOf('.')),
                        subjectId,
                        write(before),
                        write(after)));
    }

    private @Nullable String write(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written down: " + state.getClass(), e);
        }
    }
}
