package io.millrace.telemetry.otlp;

import java.io.IOException;

/** Bytes that are not strict JSON within the limits. Without a stack trace: hostile input must stay cheap. */
final class JsonFault extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    JsonFault(Kind kind) {
        super(kind.name(), null);
        this.kind = kind;
    }

    /** What is wrong. */
    enum Kind {
        /** A byte that may not stand where it stands. */
        SYNTAX,
        /** The input ends inside of a value. */
        CUT_OFF,
        /** A limit on depth, on a name or on a number. */
        LIMIT
    }

    Kind kind() {
        return kind;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
