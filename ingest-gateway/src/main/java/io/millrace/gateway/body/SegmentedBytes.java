package io.millrace.gateway.body;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive in pieces of any size, kept in segments that are paid for before they are made: many tiny pieces cost no
 * more than a few large ones. Used by one thread at a time.
 */
public final class SegmentedBytes {
    private static final int FIRST_SEGMENT = 4 * 1024;
    private static final int LARGEST_SEGMENT = 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final Reservation reservation;
    private final List<byte[]> full = new ArrayList<>(1);
    private byte[] last = NOTHING;
    private int lastLength;
    private int fullLength;

    private SegmentedBytes(Reservation reservation) {
        this.reservation = reservation;
    }

    /**
     * Makes room for the expected size at once: what does not fit the budget is refused before it comes.
     *
     * @param reservation pays
     * @param expectedBytes bytes that will come, 0 if not known
     * @return null if the budget has no room for it
     */
    public static @Nullable SegmentedBytes open(Reservation reservation, int expectedBytes) {
        SegmentedBytes bytes = new SegmentedBytes(reservation);
        return bytes.grow(expectedBytes == 0 ? FIRST_SEGMENT : expectedBytes) ? bytes : null;
    }

    /** Bytes received. */
    public int length() {
        return fullLength + lastLength;
    }

    /**
     * Adds a piece.
     *
     * @param length bytes of the piece
     * @param piece where they are copied from
     * @return false if the budget has no room for it; the bytes are then incomplete
     */
    public boolean append(int length, Piece piece) {
        int start = 0;
        while (start < length) {
            if (lastLength == last.length
                    && !grow(Math.min(LARGEST_SEGMENT, Math.max(2 * last.length, length - start)))) {
                return false;
            }
            int count = Math.min(length - start, last.length - lastLength);
            piece.copy(start, start + count, last, lastLength);
            start += count;
            lastLength += count;
        }
        return true;
    }

    /**
     * All bytes in one array. The segments are let go on the way; this object must not be used afterwards. Copies unless one
     * segment was filled exactly.
     *
     * @return null if the budget has no room for the copy
     */
    public byte @Nullable [] join() {
        if (fullLength == 0 && lastLength == last.length) {
            return last;
        }
        int length = length();
        if (!reservation.take(length)) {
            return null;
        }
        byte[] joined = new byte[length];
        int end = 0;
        for (int i = 0; i < full.size(); i++) {
            byte[] segment = full.get(i);
            System.arraycopy(segment, 0, joined, end, segment.length);
            end += segment.length;
            full.set(i, NOTHING);
            reservation.give(segment.length);
        }
        System.arraycopy(last, 0, joined, end, lastLength);
        reservation.give(last.length);
        last = NOTHING;
        return joined;
    }

    private boolean grow(int size) {
        if (!reservation.take(size)) {
            return false;
        }
        if (lastLength > 0) {
            full.add(last);
            fullLength += lastLength;
        }
        last = new byte[size];
        lastLength = 0;
        return true;
    }

    /** Some bytes, wherever they are. */
    @FunctionalInterface
    public interface Piece {
        /**
         * Copies a range of them.
         *
         * @param start first byte of the piece to copy
         * @param endExclusive byte behind the last one
         * @param target where to
         * @param targetStart place of the first byte there
         */
        void copy(int start, int endExclusive, byte[] target, int targetStart);
    }
}
