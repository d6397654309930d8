package io.millrace.store.position;

import java.util.UUID;

/**
 * The commit is in the table through an earlier attempt of its own. Not one of Iceberg's cleanable failures: what it has written
 * is part of the table and must stay.
 */
public final class AlreadyCommittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyCommittedException(UUID commitId) {
        super("the commit is in the table already: " + commitId);
    }
}
