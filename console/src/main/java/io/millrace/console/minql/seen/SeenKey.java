package io.millrace.console.minql.seen;

import java.time.Instant;

/**
 * An attribute key that events have brought.
 *
 * @param integrationId integration
 * @param signal logs, metrics or traces
 * @param place record, resource, scope, or name for the names of events, metrics and spans
 * @param key the key as sent; {@code name} for names
 * @param type JSON type seen last
 * @param rows how many rows had it
 * @param lastAt when it was counted last
 */
public record SeenKey(
        String integrationId, String signal, String place, String key, String type, long rows, Instant lastAt) {
    /** The place of names of events, metrics and spans. */
    public static final String NAME = "name";
}
