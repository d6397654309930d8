package io.millrace.gateway.body;

/**
 * What one request holds of the budget. Used by one thread at a time until it is closed; closing is safe from every
 * thread and counts once.
 */
public final class Reservation implements AutoCloseable {
    private final ByteBudget budget;
    private final String holder;
    private final ByteBudget.Share share;
    private long heldBytes;
    private boolean closed;

    Reservation(ByteBudget budget, String holder, ByteBudget.Share share) {
        this.budget = budget;
        this.holder = holder;
        this.share = share;
    }

    /**
     * Takes more of the budget.
     *
     * @param bytes bytes to take, from 0
     * @return false if they do not fit or the request is over; then nothing was taken
     */
    public synchronized boolean take(long bytes) {
        if (closed || !budget.take(share, bytes)) {
            return false;
        }
        heldBytes += bytes;
        return true;
    }

    /** Gives a part back early. */
    public synchronized void give(long bytes) {
        if (bytes > heldBytes) {
            throw new IllegalArgumentException("cannot give back " + bytes + " of " + heldBytes);
        }
        heldBytes -= bytes;
        budget.give(share, bytes);
    }

    /** Bytes held now. */
    public synchronized long heldBytes() {
        return heldBytes;
    }

    /** Gives everything back. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            budget.give(share, heldBytes);
            budget.close(holder);
            heldBytes = 0;
        }
    }
}
