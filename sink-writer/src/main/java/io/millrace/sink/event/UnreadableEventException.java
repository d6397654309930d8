package io.millrace.sink.event;

/** A record of an events topic is no event: not even its source position can be read. The message holds no payload. */
public final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message) {
        super(message);
    }
}
