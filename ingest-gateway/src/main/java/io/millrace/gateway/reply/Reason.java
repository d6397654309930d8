package io.millrace.gateway.reply;

import java.util.Locale;

/**
 * Why a request is refused. Each reason has one HTTP status and one {@code google.rpc.Code}; its name is the tag of the
 * counter and the reason in the ledger.
 */
public enum Reason {
    /** No OTLP endpoint has this path (PATH-5, PATH-6). */
    NOT_FOUND(404, 5),
    /** The bare path was used with a key that is not scoped to one integration. */
    AMBIGUOUS_INTEGRATION(404, 5),
    /** A signal path takes POST only (METH-1). */
    METHOD_NOT_ALLOWED(405, 12),
    /** No {@code Authorization} header (AUTH-2). */
    MISSING_KEY(401, 16),
    /** The header is not one bearer key, or the key's own check is wrong (AUTH-2, AUTH-6). */
    MALFORMED_KEY(401, 16),
    /** No such key, or not its secret. */
    UNKNOWN_KEY(401, 16),
    /** The key was revoked. */
    REVOKED_KEY(401, 16),
    /** The key's life is over. */
    EXPIRED_KEY(401, 16),
    /** The user who made the key is gone from the organization. */
    REMOVED_USER(401, 16),
    /** The key is for asking or for administration. */
    WRONG_KEY_TYPE(403, 7),
    /** The user who made the key is no owner now. */
    NOT_AN_OWNER(403, 7),
    /** The integration is not the key's, or there is none (AUTH-4). */
    WRONG_INTEGRATION(403, 7),
    /** The integration is switched off. */
    INTEGRATION_DISABLED(403, 7),
    /** The organization is switched off. */
    ORGANIZATION_DISABLED(403, 7),
    /** Not JSON (CT-3, CT-4). */
    UNSUPPORTED_MEDIA_TYPE(415, 3),
    /** A charset that is not UTF-8 (CT-5). */
    UNSUPPORTED_CHARSET(400, 3),
    /** A content coding that is not gzip (ENC-4, ENC-5). */
    UNSUPPORTED_ENCODING(415, 3),
    /** The body is no OTLP/JSON (ST-1). */
    MALFORMED_BODY(400, 3),
    /** The body is no gzip stream, is cut, or has something behind it (ENC-6). */
    MALFORMED_GZIP(400, 3),
    /** The request itself is no HTTP that can be understood (FRM-2). */
    MALFORMED_REQUEST(400, 3),
    /** Too many bytes, as sent or decompressed (SIZE-1, SIZE-2, SIZE-6). */
    BODY_TOO_LARGE(413, 8),
    /** Compressed beyond what telemetry ever is (SIZE-4). */
    COMPRESSION_RATIO(413, 8),
    /** The request line is too long (SIZE-7). */
    URI_TOO_LONG(414, 3),
    /** The header fields are too many or too long (SIZE-7). */
    HEADERS_TOO_LARGE(431, 3),
    /** The body did not come in time (FRM-5). */
    BODY_TIMEOUT(408, 4),
    /** A hard quota is used up (ST-5). */
    OVER_QUOTA(429, 8),
    /** The budget of bytes in flight is used up (SIZE-8). */
    OVERLOADED(503, 14),
    /** Kafka is slow or gone (ST-6, ST-7). */
    KAFKA_UNAVAILABLE(503, 14),
    /** The directory of keys was not read yet (ST-8). */
    DIRECTORY_UNREAD(503, 14),
    /** A defect of the gateway; the client may try again (ST-9). */
    DEFECT(503, 14);

    private final int httpStatus;
    private final int rpcCode;

    Reason(int httpStatus, int rpcCode) {
        this.httpStatus = httpStatus;
        this.rpcCode = rpcCode;
    }

    /** Status of the HTTP reply. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The {@code code} of the {@code google.rpc.Status} body. */
    public int rpcCode() {
        return rpcCode;
    }

    /** Whether the client keeps the data and sends it again: the reply then has a {@code Retry-After}. */
    public boolean isRetryable() {
        return httpStatus == 429 || httpStatus == 503;
    }

    /**
     * Name in replies. What is wrong with a key that was not accepted is told to the operator only: an answer must not say
     * whether a key ever existed (ST-2).
     */
    public String publicName() {
        return httpStatus == 401 && this != MISSING_KEY && this != MALFORMED_KEY ? UNKNOWN_KEY.name() : name();
    }

    /** Name in counters and in the ledger, such as {@code unknown_key}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
