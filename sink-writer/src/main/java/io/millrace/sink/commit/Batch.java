package io.millrace.sink.commit;

import io.millrace.sink.event.EventRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was taken since the last commit, and since when something is to be committed. */
final class Batch {
    /** What a row costs in memory beside its text. */
    private static final int ROW_OVERHEAD_BYTES = 1_000;

    /** A dead letter is held as it came, and as text while it is sent. */
    private static final int COPIES_OF_REJECTED = 4;

    private List<EventRow> rows = new ArrayList<>();
    private long sizeBytes;
    private Instant firstRowAt = Instant.MAX;
    private Instant firstHeldAt = Instant.MAX;
    private @Nullable Instant firstMoveAt;

    void add(EventRow row, int textBytes, Instant now) {
        if (rows.isEmpty()) {
            firstRowAt = now;
        }
        rows.add(row);
        sizeBytes += textBytes + ROW_OVERHEAD_BYTES;
        held(now);
    }

    /** A record waits among the dead letters. */
    void addRejected(int textBytes, Instant now) {
        sizeBytes += (long) textBytes * COPIES_OF_REJECTED + ROW_OVERHEAD_BYTES;
        held(now);
    }

    private void held(Instant now) {
        if (!isHolding()) {
            firstHeldAt = now;
        }
        moved(now);
    }

    /** A mark moved without a row. */
    void moved(Instant now) {
        if (firstMoveAt == null) {
            firstMoveAt = now;
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<EventRow> rows() {
        return rows;
    }

    int rowCount() {
        return rows.size();
    }

    long sizeBytes() {
        return sizeBytes;
    }

    Instant firstRowAt() {
        return firstRowAt;
    }

    /** Whether there are rows or dead letters. */
    boolean isHolding() {
        return firstHeldAt.isBefore(Instant.MAX);
    }

    /** Since when rows or dead letters are held; {@link Instant#MAX} if there are none. */
    Instant firstHeldAt() {
        return firstHeldAt;
    }

    @Nullable
    Instant firstMoveAt() {
        return firstMoveAt;
    }

    void clear() {
        rows = new ArrayList<>();
        sizeBytes = 0;
        firstRowAt = Instant.MAX;
        firstHeldAt = Instant.MAX;
        firstMoveAt = null;
    }
}
