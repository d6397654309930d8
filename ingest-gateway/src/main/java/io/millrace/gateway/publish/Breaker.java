package io.millrace.gateway.publish;

import java.time.Duration;

/**
 * Keeps requests away from a broker that does not answer: open while the oldest unacknowledged record is too old, and after a
 * failure until one probe got through. While records wait in the producer they are the probe; when none is left, one request
 * in each pause is let through.
 */
final class Breaker {
    private final long maxAgeNanos;
    private final long probePauseNanos;
    private boolean tooOld;
    private boolean failed;
    private long lastProbeNanos;
    private volatile boolean open;

    /**
     * A closed breaker.
     *
     * @param maxAge age of the oldest unacknowledged record that opens it
     * @param probePause time between two probes while it is open
     */
    public Breaker(Duration maxAge, Duration probePause) {
        this.maxAgeNanos = maxAge.toNanos();
        this.probePauseNanos = probePause.toNanos();
    }

    /**
     * Whether a request should not even be read. False when a probe is due: somebody must be let through to find out that the
     * broker is back. The last word is {@link #admits}.
     *
     * @param nowNanos monotonic time
     */
    public boolean isOpen(long nowNanos) {
        return open && !probeIsDue(nowNanos);
    }

    /**
     * Whether a request may go to the broker.
     *
     * @param nowNanos monotonic time
     */
    public boolean admits(long nowNanos) {
        return !open || admitsProbe(nowNanos);
    }

    /** Takes note of an acknowledged record. */
    public void acknowledged() {
        if (open) {
            clearFailure();
        }
    }

    /**
     * Takes note of a record that the broker did not take.
     *
     * @param nowNanos monotonic time
     */
    public synchronized void failed(long nowNanos) {
        failed = true;
        lastProbeNanos = nowNanos;
        open = true;
    }

    /**
     * Takes note of the age of the oldest unacknowledged record, 0 if there is none.
     *
     * @param ageNanos its age
     */
    public synchronized void oldest(long ageNanos) {
        tooOld = ageNanos > maxAgeNanos;
        open = tooOld || failed;
    }

    private synchronized void clearFailure() {
        failed = false;
        open = tooOld;
    }

    private synchronized boolean admitsProbe(long nowNanos) {
        if (!probeIsDue(nowNanos)) {
            return false;
        }
        lastProbeNanos = nowNanos;
        return true;
    }

    private synchronized boolean probeIsDue(long nowNanos) {
        return !tooOld && nowNanos - lastProbeNanos >= probePauseNanos;
    }
}
