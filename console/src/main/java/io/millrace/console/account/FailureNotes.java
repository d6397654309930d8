package io.millrace.console.account;

import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.store.Database;
import io.millrace.console.store.User;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes failed sign-ins into the audit log after the answer: the time of an answer must not tell whether there is a user of
 * the name. There are never more of them than the limits on attempts let through.
 */
@Singleton
class FailureNotes {
    private static final Logger LOG = Logger.getLogger(FailureNotes.class);

    private final Database database;
    private final Audit audit;
    private final ExecutorService executor;

    FailureNotes(Database database, Audit audit, ExecutorService executor) {
        this.database = database;
        this.audit = audit;
        this.executor = executor;
    }

    /** Notes that somebody gave a wrong password for this user. */
    void note(User user, String address) {
        executor.execute(() -> write(user, address));
    }

    private void write(User user, String address) {
        Actor actor = new Actor(
                user.organizationId(),
                user.id(),
                user.name(),
                user.role(),
                Actor.Kind.SESSION,
                address,
                Optional.empty());
        try {
            database.inTransaction(db -> {
                audit.record(db, actor, "session.sign-in-failed", user.id(), null, null);
                return true;
            });
        } catch (JdbiException e) {
            LOG.warnf(
                    "a failed sign-in is not in the audit log: %s", e.getClass().getSimpleName());
        }
    }
}
