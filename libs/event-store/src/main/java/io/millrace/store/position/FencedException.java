package io.millrace.store.position;

import org.apache.iceberg.exceptions.CleanableFailure;
import org.jspecify.annotations.Nullable;

/** Another writer has moved a mark: this commit's events are, or will be, in the table through it. Nothing was committed. */
public final class FencedException extends RuntimeException implements CleanableFailure {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }

    FencedException(PartitionKey partition, @Nullable Mark expected, @Nullable Mark present) {
        super("another writer has moved partition " + partition + ": expected " + expected + ", found " + present);
    }
}
