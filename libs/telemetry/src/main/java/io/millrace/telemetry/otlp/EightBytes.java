package io.millrace.telemetry.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, the first one lowest. */
final class EightBytes {
    /** The lowest bit of each byte. */
    static final long ONES = 0x0101010101010101L;

    /** The highest bit of each byte. */
    static final long HIGHS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    /** The bytes from an offset on; the array must hold eight from there. */
    static long at(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }
}
