package io.millrace.gateway.connection;

/** Which part of a request a connection is at. Used on the connection's event loop; a reply may be noted from any thread. */
final class HeadState {
    private volatile int heads;
    private volatile int replies;
    private volatile boolean unlimited;

    /** Heads that were read. */
    int heads() {
        return heads;
    }

    /** Whether the next bytes belong to the head of a request. */
    boolean isAwaitingHead() {
        return !unlimited && heads == replies;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the event loop alone
    void headRead() {
        heads++;
    }

    /** Every request up to the last one read has its reply; pipelined ones are answered in their order. */
    void replied() {
        replies = heads;
    }

    /** From here on bytes need not be heads: HTTP/2, or another protocol. */
    void end() {
        unlimited = true;
    }
}
