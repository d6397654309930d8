package io.millrace.telemetry.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The normative headers of a raw record; its value is the request's body, or one part of it, as it came.
 *
 * @param organization id of the organization, from the key alone
 * @param integration opaque id of the integration
 * @param keyId id of the API key that sent it
 * @param receivedUnixMillis when the gateway had the whole request, ms since 1970
 * @param digest digest of the whole request
 * @param partNumber number of this part, from 0
 * @param partCount parts of the request, from 1
 * @param attemptId id of a re-send on purpose, null for what a client sent
 * @param policy the integration's policy when the request was received, so that a later reading shows no more than one at
 *     that time; null if it is not told
 */
public record RawHeaders(
        String organization,
        String integration,
        String keyId,
        long receivedUnixMillis,
        RequestDigest digest,
        int partNumber,
        int partCount,
        @Nullable String attemptId,
        @Nullable RedactionPolicy policy) {
    /** The version this class writes. */
    public static final int FORMAT_VERSION = 1;

    private static final String VERSION = "millrace-version";
    private static final String ORGANIZATION = "millrace-organization";
    private static final String INTEGRATION = "millrace-integration";
    private static final String KEY_ID = "millrace-key";
    private static final String RECEIVED = "millrace-received";
    private static final String DIGEST = "millrace-digest";
    private static final String PART = "millrace-part";
    private static final String PARTS = "millrace-parts";
    private static final String ATTEMPT = "millrace-attempt";

    private static final String POLICY = "millrace-policy";

    /** Refuses part numbers outside the part count. */
    public RawHeaders {
        if (partNumber < 0 || partNumber >= partCount) {
            throw new IllegalArgumentException("part number must be in [0, " + partCount + "): " + partNumber);
        }
    }

    /** Headers of a record that does not tell the policy. */
    public RawHeaders(
            String organization,
            String integration,
            String keyId,
            long receivedUnixMillis,
            RequestDigest digest,
            int partNumber,
            int partCount,
            @Nullable String attemptId) {
        this(organization, integration, keyId, receivedUnixMillis, digest, partNumber, partCount, attemptId, null);
    }

    /** Adds these headers to a record that has none of them. */
    public void writeTo(Headers headers) {
        add(headers, VERSION, Integer.toString(FORMAT_VERSION));
        add(headers, ORGANIZATION, organization);
        add(headers, INTEGRATION, integration);
        add(headers, KEY_ID, keyId);
        add(headers, RECEIVED, Long.toString(receivedUnixMillis));
        add(headers, DIGEST, digest.hex());
        add(headers, PART, Integer.toString(partNumber));
        add(headers, PARTS, Integer.toString(partCount));
        if (attemptId != null) {
            add(headers, ATTEMPT, attemptId);
        }
        if (policy != null) {
            headers.add(POLICY, PolicyHeader.write(policy));
        }
    }

    /**
     * Reads the headers of a raw record.
     *
     * @throws IllegalArgumentException if one is missing, is no number where one belongs, or the version is newer
     */
    public static RawHeaders read(Headers headers) {
        Header policy = headers.lastHeader(POLICY);
        return read(headers, policy == null ? null : PolicyHeader.read(policy.value()));
    }

    /**
     * Reads them where the policy cannot be read.
     *
     * @throws IllegalArgumentException if one of the others is missing or wrong
     */
    public static RawHeaders readWithoutPolicy(Headers headers) {
        return read(headers, null);
    }

    private static RawHeaders read(Headers headers, @Nullable RedactionPolicy policy) {
        int version = number(headers, VERSION);
        if (version != FORMAT_VERSION) {
            throw new IllegalArgumentException("raw record version must be " + FORMAT_VERSION + ": " + version);
        }
        Header attempt = headers.lastHeader(ATTEMPT);
        return new RawHeaders(
                text(headers, ORGANIZATION),
                text(headers, INTEGRATION),
                text(headers, KEY_ID),
                Long.parseLong(text(headers, RECEIVED)),
                readDigest(headers),
                number(headers, PART),
                number(headers, PARTS),
                attempt == null ? null : new String(attempt.value(), UTF_8),
                policy);
    }

    /** Reads only the digest: enough to rebuild the window of repeats. */
    public static RequestDigest readDigest(Headers headers) {
        return new RequestDigest(text(headers, DIGEST));
    }

    /** Reads only the part number. */
    public static int readPartNumber(Headers headers) {
        return number(headers, PART);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static int number(Headers headers, String name) {
        return Integer.parseInt(text(headers, name));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("raw record has no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
