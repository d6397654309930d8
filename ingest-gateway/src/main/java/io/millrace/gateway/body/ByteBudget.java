package io.millrace.gateway.body;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all requests together may hold. Never waits: what does not fit is refused at once (SIZE-8). Fair: once half
 * of it is used, a holder that has more than its equal share gets no more, so that one cannot take the room of all.
 */
public final class ByteBudget {
    private static final int FREE_FOR_ALL = 2;

    private final long totalBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

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

    /**
     * A reservation that holds nothing yet.
     *
     * @param holder whose share pays: the id of an organization
     */
    public Reservation open(String holder) {
        Share share = shares.compute(holder, (id, known) -> (known == null ? new Share() : known).opened());
        return new Reservation(this, holder, share);
    }

    /** Bytes held now. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Bytes that may be held. */
    public long totalBytes() {
        return totalBytes;
    }

    boolean take(Share share, long bytes) {
        if (usedBytes.get() > totalBytes / FREE_FOR_ALL && share.usedBytes.get() > totalBytes / sharers()) {
            return false;
        }
        long after = usedBytes.addAndGet(bytes);
        if (after > totalBytes) {
            usedBytes.addAndGet(-bytes);
            return false;
        }
        share.usedBytes.addAndGet(bytes);
        return true;
    }

    void give(Share share, long bytes) {
        share.usedBytes.addAndGet(-bytes);
        usedBytes.addAndGet(-bytes);
    }

    void close(String holder) {
        shares.computeIfPresent(holder, (id, share) -> share.closed() ? null : share);
    }

    private int sharers() {
        return Math.max(1, shares.size());
    }

    /** What one holder's requests hold; its count of them is guarded by the map. */
    static final class Share {
        private final AtomicLong usedBytes = new AtomicLong();
        private int reservations;

        private Share opened() {
            reservations++;
            return this;
        }

        private boolean closed() {
            reservations--;
            return reservations == 0;
        }
    }
}
