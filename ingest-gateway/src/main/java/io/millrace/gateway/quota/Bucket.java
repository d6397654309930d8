package io.millrace.gateway.quota;

/**
 * How much of one limit was used in the last window. What comes is counted whole, even if the limit is passed by it, so that a
 * body larger than the limit is not refused for ever; the excess is paid for by waiting. Not thread-safe.
 */
final class Bucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double capacity;
    private double used;
    private long lastNanos;

    /**
     * A bucket of which nothing is used.
     *
     * @param perSecond limit per second, from 0; 0 lets nothing pass
     * @param windowSeconds seconds of the limit that may come at once
     * @param nowNanos monotonic time
     */
    Bucket(double perSecond, double windowSeconds, long nowNanos) {
        this.perSecond = perSecond;
        this.capacity = perSecond * windowSeconds;
        this.lastNanos = nowNanos;
    }

    /** Whether the whole window's limit is used. */
    boolean isUsedUp(long nowNanos) {
        pass(nowNanos);
        return used >= capacity;
    }

    void add(long amount, long nowNanos) {
        pass(nowNanos);
        used += amount;
    }

    /** What was used in the window, rounded up. */
    long used() {
        return (long) Math.ceil(used);
    }

    /** What may be used in a window. */
    long capacity() {
        return (long) capacity;
    }

    private void pass(long nowNanos) {
        used = Math.max(0, used - (nowNanos - lastNanos) / NANOS_PER_SECOND * perSecond);
        lastNanos = nowNanos;
    }
}
