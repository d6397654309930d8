package io.millrace.console.privacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deletion as the API shows it; the value that names the user is not shown.
 *
 * @param id id
 * @param integrationId integration, or null for all
 * @param column column that names the user, or null for all users
 * @param through end of the receive time
 * @param requestedBy id of the user who asked for it
 * @param requestedAt when
 * @param state requested, published, out-of-tables or done
 * @param doneAt when nothing of it was left anywhere, or null
 */
record DeletionView(
        String id,
        @Nullable String integrationId,
        @Nullable String column,
        Instant through,
        String requestedBy,
        Instant requestedAt,
        String state,
        @Nullable Instant doneAt) {}
