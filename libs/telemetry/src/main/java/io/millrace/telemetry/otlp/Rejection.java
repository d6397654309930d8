package io.millrace.telemetry.otlp;

import static java.util.Objects.requireNonNull;

/**
 * Why one record was refused alone. Holds no content of the record.
 *
 * @param ordinal position of the record among all records of the body, from 0
 * @param field path in the body, such as {@code resourceLogs[0].scopeLogs[2].logRecords[17].timeUnixNano}
 * @param reason short machine-readable reason, such as {@code invalid_id}
 * @param description what is wrong and how to mend it, one English sentence without payload text
 */
public record Rejection(int ordinal, String field, String reason, String description) {
    /** Refuses null. */
    public Rejection {
        requireNonNull(field, "field");
        requireNonNull(reason, "reason");
        requireNonNull(description, "description");
    }
}
