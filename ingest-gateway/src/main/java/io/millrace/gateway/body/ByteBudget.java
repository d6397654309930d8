package io.millrace.gateway.body;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all requests together may hold. Never waits: what does not fit is refused at once (SIZE-8). */
public final class ByteBudget {
    private final long totalBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * A budget of which nothing is used.
     *
     * @param totalBytes bytes that may be held at once, from 1
     */
    public ByteBudget(long totalBytes) {
        if (totalBytes < 1) {
            throw new IllegalArgumentException("budget must be >= 1 byte: " + totalBytes);
        }
        this.totalBytes = totalBytes;
    }

    /** A reservation that holds nothing yet. */
    public Reservation open() {
        return new Reservation(this);
    }

    /** Bytes held now. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Bytes that may be held. */
    public long totalBytes() {
        return totalBytes;
    }

    boolean take(long bytes) {
        long after = usedBytes.addAndGet(bytes);
        if (after > totalBytes) {
            usedBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}
