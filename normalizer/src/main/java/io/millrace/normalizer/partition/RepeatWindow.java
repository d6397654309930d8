package io.millrace.normalizer.partition;

import io.millrace.telemetry.topic.RequestDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests that one raw partition saw in the last minute of broker time. A record is a repeat if a record before it in the
 * partition has the same request digest and part and is at most the length of the window older. That depends on the log
 * alone, so that every run decides the same.
 */
public final class RepeatWindow {
    /**
     * How much longer than the window records are remembered: leaders' clocks differ, and the time of appending may step back
     * when the leader changes.
     */
    public static final Duration SLACK = Duration.ofSeconds(10);

    private static final int HEX_DIGITS_PER_LONG = 16;
    private static final int HEX = 16;

    private final Deque<Seen> byOffset = new ArrayDeque<>();
    private final Map<Part, Seen> newest = new HashMap<>();
    private final long lengthMillis;
    private final int maxEntries;
    private long newestMillis = Long.MIN_VALUE;

    /**
     * A window that has seen nothing.
     *
     * @param length how much older a record may be to be repeated
     * @param maxEntries records remembered at most; the oldest are forgotten first
     */
    public RepeatWindow(Duration length, int maxEntries) {
        this.lengthMillis = length.toMillis();
        this.maxEntries = maxEntries;
    }

    /**
     * Remembers a record of the partition; offsets only grow.
     *
     * @return whether it repeats one before it
     */
    public boolean add(RequestDigest digest, int part, long offset, long appendedUnixMillis) {
        Part key = Part.of(digest, part);
        Seen before = newest.get(key);
        boolean repeat = before != null
                && before.offset() < offset
                && appendedUnixMillis - before.appendedUnixMillis() <= lengthMillis;
        Seen seen = new Seen(key, offset, appendedUnixMillis);
        byOffset.addLast(seen);
        newest.put(key, seen);
        newestMillis = Math.max(newestMillis, appendedUnixMillis);
        if (byOffset.size() > maxEntries) {
            forgetFirst();
        }
        return repeat;
    }

    /** Forgets the records from this offset on, because they will come again. */
    public void rewind(long nextOffset) {
        Seen last = byOffset.peekLast();
        if (last == null || last.offset() < nextOffset) {
            return;
        }
        while (!byOffset.isEmpty() && byOffset.getLast().offset() >= nextOffset) {
            byOffset.removeLast();
        }
        newest.clear();
        newestMillis = Long.MIN_VALUE;
        for (Seen seen : byOffset) {
            newest.put(seen.key(), seen);
            newestMillis = Math.max(newestMillis, seen.appendedUnixMillis());
        }
    }

    /**
     * Forgets what is too old to be repeated from here on. Only to be called when there will be no {@link #rewind} behind what
     * was added: a record that comes again must find what it found before.
     */
    public void settle() {
        long oldestMillis = newestMillis - lengthMillis - SLACK.toMillis();
        Seen first = byOffset.peekFirst();
        while (first != null && first.appendedUnixMillis() < oldestMillis) {
            forgetFirst();
            first = byOffset.peekFirst();
        }
    }

    /** Records remembered. */
    public int size() {
        return byOffset.size();
    }

    private void forgetFirst() {
        Seen first = byOffset.removeFirst();
        newest.remove(first.key(), first);
    }

    private record Seen(Part key, long offset, long appendedUnixMillis) {}

    /** A digest and part number in few bytes. */
    private record Part(long high, long low, int number) {
        static Part of(RequestDigest digest, int number) {
            return new Part(
                    Long.parseUnsignedLong(digest.hex(), 0, HEX_DIGITS_PER_LONG, HEX),
                    Long.parseUnsignedLong(digest.hex(), HEX_DIGITS_PER_LONG, 2 * HEX_DIGITS_PER_LONG, HEX),
                    number);
        }
    }
}
