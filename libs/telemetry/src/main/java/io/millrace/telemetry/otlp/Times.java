package io.millrace.telemetry.otlp;

/** What is likely as a time in nanoseconds since 1970. */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long YEAR_2000 = 946_684_800L * NANOS_PER_SECOND;
    private static final long YEAR_2200 = 7_258_118_400L * NANOS_PER_SECOND;

    private Times() {}

    /** Whether a time that was sent lies outside 2000 to 2200, such as one in milliseconds by mistake (PS-13). */
    static boolean isUnlikely(long unixNano) {
        return unixNano != 0 && (unixNano < YEAR_2000 || unixNano > YEAR_2200); // beyond 63 bit it is negative
    }
}
