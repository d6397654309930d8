package io.millrace.gateway.reply;

import static java.util.Objects.requireNonNull;

/**
 * One wrong place in a body, for the {@code BadRequest} details of a reply.
 *
 * @param field path such as {@code resourceLogs[0].scopeLogs[2].logRecords[17].timeUnixNano}
 * @param description what is wrong there, without payload text
 */
public record FieldViolation(String field, String description) {
    /** Refuses null. */
    public FieldViolation {
        requireNonNull(field, "field");
        requireNonNull(description, "description");
    }
}
