package io.millrace.console.query;

/** The event tables cannot be planned or read now; it may work later. */
final class EventsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Keeps the cause. */
    public EventsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For what has no cause below it. */
    public EventsUnavailableException(String message) {
        super(message);
    }
}
