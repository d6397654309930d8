package io.millrace.telemetry.otlp;

import java.util.Locale;

/** Why a single record is refused; each text says what was expected and how to mend it, and never what was sent. */
enum Fault {
    /** A member has another JSON type than OTLP gives it. */
    WRONG_TYPE("the member has the wrong JSON type; expected what the OTLP schema says for this member"),
    /** A record is no object. */
    NOT_AN_OBJECT("expected a JSON object for each record"),
    /** A time is no unsigned 64-bit integer. */
    INVALID_TIME("expected nanoseconds since 1970 as an unsigned 64-bit integer, as a number or as a decimal string"),
    /** A data point without a time. */
    MISSING_TIME("a data point must have timeUnixNano, in nanoseconds since 1970, and not 0"),
    /** An integer member is no integer. */
    INVALID_INTEGER("expected an integer, as a number or as a decimal string without blanks or plus sign"),
    /** An integer beyond what its member can hold. */
    OUT_OF_RANGE("the integer is beyond the range of this member"),
    /** A floating point member is no number. */
    INVALID_NUMBER("expected a number, or one of the strings NaN, Infinity and -Infinity"),
    /** A boolean member is no boolean. */
    INVALID_BOOLEAN("expected true or false, without quotes"),
    /** A trace id that is no hex text of 16 bytes. */
    INVALID_TRACE_ID("invalid_id", "a span must have a traceId of 32 hex digits that are not all zero"),
    /** A span id that is no hex text of 8 bytes. */
    INVALID_SPAN_ID("invalid_id", "a span must have a spanId of 16 hex digits that are not all zero"),
    /** An id that looks like base64. */
    BASE64_ID(
            "invalid_id",
            "hex expected: the id looks like base64, but OTLP/JSON writes trace ids as 32 and span ids as 16 hex digits"),
    /** A number point without a number. */
    MISSING_VALUE("a number data point must have asInt or asDouble, or the flag for no recorded value"),
    /** Histogram buckets and bounds that do not fit together. */
    BUCKET_MISMATCH("bucketCounts must have one element more than explicitBounds, or both must be empty"),
    /** Values nested too deeply. */
    TOO_DEEP("the value is nested more deeply than the limit for attribute values allows"),
    /** Too many attributes in one record. */
    TOO_MANY_ATTRIBUTES("the record has more attributes, nested ones included, than the limit allows"),
    /** A string that is too long. */
    STRING_TOO_LONG("the string is longer than the limit allows"),
    /** An attribute key that is too long. */
    KEY_TOO_LONG("the attribute key is longer than the limit allows"),
    /** A record that is larger than one Kafka record may be. */
    RECORD_TOO_LARGE(
            "with its resource and scope the record is larger than one message may be; send less in one record");

    private final String reason;
    private final String description;

    Fault(String description) {
        this.reason = name().toLowerCase(Locale.ROOT);
        this.description = description;
    }

    Fault(String reason, String description) {
        this.reason = reason;
        this.description = description;
    }

    /** Short machine-readable reason. */
    String reason() {
        return reason;
    }

    /** What is wrong and how to mend it. */
    String description() {
        return description;
    }
}
