package io.millrace.sink.event;

/** An event has a format version that this release does not know: the sink must be brought up to date, nothing is skipped. */
final class NewerEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerEventException(int version) {
        super("events have format version " + version + ", newer than this release reads: update the sink");
    }
}
