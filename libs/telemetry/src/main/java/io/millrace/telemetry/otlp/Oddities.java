package io.millrace.telemetry.otlp;

import java.util.ArrayList;
import java.util.List;

/** Sets of {@link Oddity} as bits of a long: a record has none nearly always. */
final class Oddities {
    private static final Oddity[] ALL = Oddity.values();

    private Oddities() {}

    /** The bit of one oddity. */
    @SuppressWarnings("EnumOrdinal") // the bits never leave memory
    static long bit(Oddity oddity) {
        return 1L << oddity.ordinal();
    }

    /** The oddities of a set in the order of the enum. */
    static List<Oddity> list(long bits) {
        if (bits == 0) {
            return List.of();
        }
        List<Oddity> list = new ArrayList<>(Long.bitCount(bits));
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            list.add(ALL[Long.numberOfTrailingZeros(rest)]);
        }
        return list;
    }

    /** A list of oddities with those of a set added. */
    static List<Oddity> merged(List<Oddity> list, long bits) {
        long all = bits;
        for (Oddity oddity : list) {
            all |= bit(oddity);
        }
        return list(all);
    }
}
