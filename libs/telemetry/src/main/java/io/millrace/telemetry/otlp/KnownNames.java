package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** OTLP's member names, found by their bytes, so that reading a body makes no string for them. Others are made. */
final class KnownNames {
    private static final List<String> SINGLE_WORDS = List.of(
            "attributes",
            "body",
            "code",
            "count",
            "description",
            "events",
            "exemplars",
            "flags",
            "gauge",
            "histogram",
            "key",
            "kind",
            "links",
            "max",
            "message",
            "metadata",
            "metrics",
            "min",
            "name",
            "negative",
            "offset",
            "positive",
            "quantile",
            "resource",
            "scale",
            "scope",
            "spans",
            "status",
            "sum",
            "summary",
            "unit",
            "value",
            "values",
            "version");
    private static final int SLOT_BITS = 10; // few collisions among fewer than a hundred names
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int MAX_LENGTH = 3 * Long.BYTES;
    private static final String[] NAMES = new String[1 << SLOT_BITS];
    private static final long[] HEADS = new long[1 << SLOT_BITS];
    private static final long[] MIDDLES = new long[1 << SLOT_BITS];
    private static final long[] TAILS = new long[1 << SLOT_BITS];

    static {
        SINGLE_WORDS.forEach(KnownNames::add);
        WireNames.WITH_SEVERAL_WORDS.forEach(KnownNames::add);
    }

    private KnownNames() {}

    /** The name that these bytes are. */
    static String of(byte[] body, int start, int endExclusive) {
        int length = endExclusive - start;
        if (length > 0 && length <= MAX_LENGTH && start + Long.BYTES <= body.length) {
            long head = head(body, start, length);
            for (int slot = slot(head, length); NAMES[slot] != null; slot = next(slot)) {
                if (HEADS[slot] == head && NAMES[slot].length() == length && isRest(slot, body, start, length)) {
                    return NAMES[slot];
                }
            }
        }
        return new String(body, start, length, UTF_8);
    }

    private static boolean isRest(int slot, byte[] body, int start, int length) {
        return length <= Long.BYTES
                || (TAILS[slot] == EightBytes.at(body, start + length - Long.BYTES)
                        && (length <= 2 * Long.BYTES || MIDDLES[slot] == EightBytes.at(body, start + Long.BYTES)));
    }

    private static void add(String name) {
        int length = name.length();
        byte[] bytes = Arrays.copyOf(name.getBytes(US_ASCII), MAX_LENGTH);
        long head = head(bytes, 0, length);
        int slot = slot(head, length);
        while (NAMES[slot] != null) {
            slot = next(slot);
        }
        NAMES[slot] = name;
        HEADS[slot] = head;
        MIDDLES[slot] = EightBytes.at(bytes, Long.BYTES);
        TAILS[slot] = length < Long.BYTES ? 0 : EightBytes.at(bytes, length - Long.BYTES);
    }

    /** The first eight bytes, or all there are. */
    private static long head(byte[] bytes, int start, int length) {
        long eight = EightBytes.at(bytes, start);
        return length >= Long.BYTES ? eight : eight & ((1L << (length * Byte.SIZE)) - 1);
    }

    private static int slot(long head, int length) {
        return (int) (((head + length) * MULTIPLIER) >>> (Long.SIZE - SLOT_BITS));
    }

    private static int next(int slot) {
        return (slot + 1) & (NAMES.length - 1);
    }
}
