package io.millrace.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;

/**
 * What the raw records of one request have in common.
 *
 * @param signal decides the topic
 * @param organization id of the organization, from the key alone
 * @param integration id of the integration
 * @param keyId id of the key
 * @param receivedUnixMillis when the whole request was there, ms since 1970
 * @param digest digest of the request; its records' key
 * @param policy the integration's redaction policy now
 */
public record RawRequest(
        Signal signal,
        String organization,
        String integration,
        String keyId,
        long receivedUnixMillis,
        RequestDigest digest,
        RedactionPolicy policy) {
    /** Refuses null. */
    public RawRequest {
        requireNonNull(signal, "signal");
        requireNonNull(organization, "organization");
        requireNonNull(integration, "integration");
        requireNonNull(keyId, "keyId");
        requireNonNull(digest, "digest");
        requireNonNull(policy, "policy");
    }

    RawHeaders headers(int partNumber, int partCount) {
        return new RawHeaders(
                organization, integration, keyId, receivedUnixMillis, digest, partNumber, partCount, null, policy);
    }
}
