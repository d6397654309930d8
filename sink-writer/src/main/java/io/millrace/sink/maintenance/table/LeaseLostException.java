package io.millrace.sink.maintenance.table;

import org.apache.iceberg.exceptions.CleanableFailure;

/** Another process maintains the table now, or something but appends has changed it. Nothing was committed. */
public final class LeaseLostException extends RuntimeException implements CleanableFailure {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String message) {
        super(message);
    }
}
