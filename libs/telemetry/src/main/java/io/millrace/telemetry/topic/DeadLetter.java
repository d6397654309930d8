package io.millrace.telemetry.topic;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An input that a stage could not process, with its origin and the reason; a record of {@code otlp.dead-letters}.
 *
 * @param id the same for all chunks of one input, deterministic: origin, ordinal and, from the normalizer, reason
 * @param stage {@code gateway}, {@code normalizer} or {@code sink}
 * @param organization id of the organization, null if it could not be read
 * @param integration id of the integration, null if it could not be read
 * @param signal wire name of the signal
 * @param topic topic the input came from, or would have gone to
 * @param partition its partition, -1 for what never reached the topic
 * @param offset its offset, -1 for what never reached the topic
 * @param ordinal ordinal of the record in the raw body, -1 for the input as a whole
 * @param reason short machine-readable reason
 * @param description one sentence without payload text
 * @param attempt how often it was tried, from 1
 * @param receivedUnixMillis when the gateway received it, ms since 1970, 0 if unknown
 * @param chunk number of this chunk, from 0
 * @param chunks chunks of the input, from 1
 * @param payload the input after redaction, or this chunk of it
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once
public record DeadLetter(
        String id,
        String stage,
        @Nullable String organization,
        @Nullable String integration,
        String signal,
        String topic,
        int partition,
        long offset,
        int ordinal,
        String reason,
        String description,
        int attempt,
        long receivedUnixMillis,
        int chunk,
        int chunks,
        byte[] payload) {
    /** Refuses null. */
    public DeadLetter {
        requireNonNull(id, "id");
        requireNonNull(reason, "reason");
        requireNonNull(payload, "payload");
    }
}
