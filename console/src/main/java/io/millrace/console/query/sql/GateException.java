package io.millrace.console.query.sql;

/** Ends a walk at the first thing that is not allowed. Never leaves the package. */
final class GateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    GateException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** A sentence for the caller. */
    String reason() {
        return reason;
    }
}
