package io.millrace.console.query;

/** A question needs more of the object store's files than this machine may hold. Asking again cannot help. */
final class ScanTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScanTooLargeException(long neededBytes, long maxBytes) {
        super("the question reads " + neededBytes + " bytes of data files, the file cache holds " + maxBytes
                + ": ask for a shorter time");
    }
}
