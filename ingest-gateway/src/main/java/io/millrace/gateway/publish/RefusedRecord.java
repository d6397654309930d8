package io.millrace.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.otlp.Rejection;

/**
 * A record that is refused alone and that the raw topic will not hold: it goes to the dead letters from here.
 *
 * @param rejection which and why
 * @param payload the record after redaction, empty where only the reason is kept
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record RefusedRecord(Rejection rejection, byte[] payload) {
    /** Refuses null. */
    public RefusedRecord {
        requireNonNull(rejection, "rejection");
        requireNonNull(payload, "payload");
    }
}
