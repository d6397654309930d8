package io.millrace.telemetry.otlp;

import java.util.Locale;

/** What is odd in an accepted record: stored in the column {@code flags}, never a reason to refuse it. */
public enum Oddity {
    /** A value that its declared type cannot hold was kept as text (INT-6, BOO-1, DBL-3, BYT-3). */
    PARSE_ERROR,
    /** {@code bytesValue} came as an object or an array (BYT-5). */
    BYTES_NOT_BASE64,
    /** A value of an {@code AnyValue} was null (NUL-3). */
    NULL_VALUE,
    /** A null stood inside a list and was dropped (NUL-2). */
    NULL_ELEMENT,
    /** More than one member of a oneof; the last won (STR-7). */
    SEVERAL_VALUES,
    /** An enum came as its name or as no number; read as 0 (ENM-2). */
    ENUM_NOT_A_NUMBER,
    /** A trace or span id that is not hex of the right length; dropped (ID-2). */
    INVALID_ID,
    /** A span id without a trace id (ID-7). */
    SPAN_ID_WITHOUT_TRACE_ID,
    /** An attribute with an empty key was dropped (NAM-4). */
    EMPTY_KEY,
    /** An attribute key came more than once; the last wins in maps (NAM-3). */
    DUPLICATE_KEY,
    /** A string-table index outside profiles was ignored (NAM-2). */
    STRING_INDEX,
    /** An {@code AnyValue} in a form that no version defines (ANY-6). */
    UNKNOWN_VALUE_FORM,
    /** A time outside 2000 to 2200 or beyond the range of a signed 64-bit integer (PS-13). */
    UNLIKELY_TIME,
    /** The event time lies more than a day from the time of receipt. */
    CLOCK_SKEW,
    /** A span ends before it starts (PS-13). */
    END_BEFORE_START,
    /** Sum or histogram without temporality (PS-10). */
    TEMPORALITY_UNSPECIFIED,
    /** Histogram bounds that do not increase (PS-9). */
    BOUNDS_NOT_INCREASING,
    /** Bucket counts that do not add up to the count (PS-9). */
    BUCKET_SUM_MISMATCH,
    /** A summary quantile outside 0 to 1 (PS-15). */
    QUANTILE_OUT_OF_RANGE,
    /** A member whose value could not be used was left out (INT-7). */
    FIELD_IGNORED,
    /** Text was not well-formed Unicode and was mended with U+FFFD (STR-10). */
    TEXT_MENDED;

    /** The name stored in the column {@code flags}, such as {@code parse_error}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
