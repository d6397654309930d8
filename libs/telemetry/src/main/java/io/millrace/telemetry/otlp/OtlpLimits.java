package io.millrace.telemetry.otlp;

/**
 * Limits of the JSON reader; every one is a setting of its stage (STR-8, STR-9).
 *
 * @param maxValueDepth levels of nested AnyValue arrays and maps a record may have; at most 256, for the stack's sake
 * @param maxJsonDepth levels of JSON nesting, unknown fields included; one level of value is up to four of JSON
 * @param maxStringBytes bytes of one string
 * @param maxNameBytes bytes of one member name or attribute key
 * @param maxNumberLength characters of one number
 * @param maxAttributesPerRecord attributes of one record, nested ones included
 * @param maxKeptRejections rejections kept one by one in a verdict; more are only counted
 */
public record OtlpLimits(
        int maxValueDepth,
        int maxJsonDepth,
        int maxStringBytes,
        int maxNameBytes,
        int maxNumberLength,
        int maxAttributesPerRecord,
        int maxKeptRejections) {
    /** The default of both stages. */
    public static final OtlpLimits DEFAULT = new OtlpLimits(64, 512, 20_000_000, 50_000, 1_000, 10_000, 1_000);

    private static final int MAX_VALUE_DEPTH = 256;

    /** Refuses limits below 1 and a depth that the stack might not hold. */
    public OtlpLimits {
        if (maxValueDepth < 1
                || maxJsonDepth < 1
                || maxStringBytes < 1
                || maxNameBytes < 1
                || maxNumberLength < 1
                || maxAttributesPerRecord < 1
                || maxKeptRejections < 1) {
            throw new IllegalArgumentException("limits must be >= 1");
        }
        if (maxValueDepth > MAX_VALUE_DEPTH) {
            throw new IllegalArgumentException("value depth must be <= " + MAX_VALUE_DEPTH + ": " + maxValueDepth);
        }
    }
}
