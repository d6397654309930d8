package io.millrace.sink.commit;

/** Catalog, store or dead-letter topic did not do what was asked; it may later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed, and why. */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
