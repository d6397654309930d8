package io.millrace.console.key;

import io.millrace.console.access.Actor;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.Keys;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import org.jdbi.v3.core.Handle;

/** Who may do what with a key. */
final class KeyRules {
    private KeyRules() {}

    /** The key, if the actor may know of it. */
    static KeyRow visible(Handle db, Actor actor, String id) {
        return Keys.find(db, actor.organizationId(), id)
                .filter(row -> maySee(actor, row))
                .orElseThrow(() -> ProblemException.notFound("key"));
    }

    /** Members see their own keys, others all. */
    static boolean maySee(Actor actor, KeyRow row) {
        return actor.role() != Role.MEMBER || isOwn(actor, row);
    }

    static void mayMake(Actor actor, KeyType kind) {
        if (kind == KeyType.INGEST && !actor.owner()) {
            throw ProblemException.forbidden("Only owners can send data, so only they can make keys for it.");
        }
        if (kind == KeyType.ADMIN && actor.role() == Role.MEMBER) {
            throw ProblemException.forbidden("Only owners and admins can make keys for administration.");
        }
    }

    static void mayChange(Actor actor, KeyRow row) {
        if (!isOwn(actor, row) && !actor.owner()) {
            throw ProblemException.forbidden("Only its maker and owners can change a key.");
        }
    }

    static void mayRevoke(Actor actor, KeyRow row) {
        if (!isOwn(actor, row) && !actor.owner() && row.kind() == KeyType.INGEST) {
            throw ProblemException.forbidden("Only owners may revoke a key that sends telemetry.");
        }
    }

    private static boolean isOwn(Actor actor, KeyRow row) {
        return row.userId().equals(actor.userId());
    }
}
