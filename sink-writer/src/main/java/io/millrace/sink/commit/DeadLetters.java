package io.millrace.sink.commit;

/** Keeps what cannot be stored. */
public interface DeadLetters {
    /** Hands over a record; durable only after {@link #flush()}. */
    void put(LogRecord rejected, Reason reason, String description);

    /**
     * Returns when everything handed over is durable.
     *
     * @throws StoreUnavailableException if it is not; to be called again
     */
    void flush();

    /** Forgets what is not durable yet: its records are read again. */
    void discard();

    /** Why a record is no row. */
    enum Reason {
        /** It is no event. */
        UNREADABLE("unreadable-event"),
        /** It is an event that does not fit the table. */
        MISFIT("event-does-not-fit-table");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The reason as in the dead letter. */
        public String code() {
            return code;
        }
    }
}
