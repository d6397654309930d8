package io.millrace.console.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a deletion of data of the caller's organization.
 *
 * @param integrationId integration, or null for all
 * @param column user_id, user_email, user_account_uuid or user_account_id; null for the data of all users
 * @param value the user's value of that column as it stands in the tables
 * @param through end of the receive time as ISO 8601, now if absent
 */
record DeletionOrder(
        @Nullable String integrationId,
        @Nullable String column,
        @Nullable String value,
        @Nullable String through) {
    /** A request without a body, which is refused like one that names nothing. */
    static final DeletionOrder OF_NOTHING = new DeletionOrder(null, null, null, null);
}
