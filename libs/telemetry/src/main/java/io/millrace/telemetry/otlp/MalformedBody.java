package io.millrace.telemetry.otlp;

/** Ends the reading of a body that cannot be decoded. Never leaves this package; has no stack trace. */
final class MalformedBody extends Exception {
    private final String field;
    private final String description;

    MalformedBody(String field, String description) {
        super(description, null, false, false);
        this.field = field;
        this.description = description;
    }

    /** Path of the place. */
    String field() {
        return field;
    }

    /** What is wrong, without payload text. */
    String description() {
        return description;
    }
}
