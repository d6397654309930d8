package io.millrace.telemetry.otlp;

import java.math.BigInteger;

/** The integer types of protobuf, as far as JSON cares. */
enum IntegerRange {
    /** int32, sint32 and enums. */
    INT32(BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)),
    /** uint32 and fixed32. */
    UINT32(BigInteger.ZERO, BigInteger.valueOf(0xFFFF_FFFFL)),
    /** int64 and sfixed64. */
    INT64(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE)),
    /** uint64 and fixed64; held in a long as its bits. */
    UINT64(BigInteger.ZERO, BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE));

    private final BigInteger min;
    private final BigInteger max;

    IntegerRange(BigInteger min, BigInteger max) {
        this.min = min;
        this.max = max;
    }

    /** Whether the type holds this signed value. */
    boolean holds(long value) {
        return switch (this) {
            case INT64 -> true;
            case UINT64 -> value >= 0;
            case INT32 -> value == (int) value;
            case UINT32 -> value >>> Integer.SIZE == 0;
        };
    }

    /** Whether the type holds this value. */
    boolean holds(BigInteger value) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }
}
