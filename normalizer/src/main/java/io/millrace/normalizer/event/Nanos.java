package io.millrace.normalizer.event;

/** Arithmetic on OTLP times: nanoseconds since 1970 as unsigned 64-bit integers. */
final class Nanos {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long YEAR_2000 = 946_684_800_000_000_000L;
    private static final long YEAR_2200 = 7_258_118_400_000_000_000L;
    private static final long DAY = 86_400_000_000_000L;

    private Nanos() {}

    /** Microseconds since 1970; exact for every unsigned value. */
    static long toMicros(long unixNano) {
        return Long.divideUnsigned(unixNano, NANOS_PER_MICRO);
    }

    /** Whether it lies outside 2000 to 2200. */
    static boolean isUnlikely(long unixNano) {
        return Long.compareUnsigned(unixNano, YEAR_2000) < 0 || Long.compareUnsigned(unixNano, YEAR_2200) >= 0;
    }

    /** Whether two times are more than a day apart. */
    static boolean areFarApart(long unixNano, long otherUnixNano) {
        boolean later = Long.compareUnsigned(unixNano, otherUnixNano) > 0;
        long distance = later ? unixNano - otherUnixNano : otherUnixNano - unixNano;
        return Long.compareUnsigned(distance, DAY) > 0;
    }
}
