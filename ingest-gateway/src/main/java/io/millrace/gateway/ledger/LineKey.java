package io.millrace.gateway.ledger;

import io.millrace.gateway.identity.Attribution;
import org.jspecify.annotations.Nullable;

/**
 * What the counts of one line have in common.
 *
 * @param minuteUnixMillis start of the minute, ms since 1970
 * @param who whose ledger
 * @param signal wire name of the signal
 * @param outcome {@code accepted} or {@code rejected}
 * @param reason why, null for accepted
 */
record LineKey(
        long minuteUnixMillis,
        Attribution who,
        String signal,
        String outcome,
        @Nullable String reason) {}
