package io.millrace.console.minql.export;

import io.millrace.console.access.Caller;
import io.millrace.console.query.ExportProgress;
import io.millrace.console.query.Problem;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One export from its request until its file is removed. */
final class ExportJob {
    private final String id;
    private final Caller caller;
    private final ExportFormat format;
    private final Path file;
    private final Instant createdAt;
    private final ExportProgress progress = new ExportProgress();
    private volatile State state = State.WAITING;
    private volatile long rows;
    private volatile boolean truncated;
    private volatile @Nullable Problem problem;
    private volatile @Nullable Instant endedAt;

    ExportJob(String id, Caller caller, ExportFormat format, Path file, Instant createdAt) {
        this.id = id;
        this.caller = caller;
        this.format = format;
        this.file = file;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    ExportFormat format() {
        return format;
    }

    Path file() {
        return file;
    }

    Instant createdAt() {
        return createdAt;
    }

    ExportProgress progress() {
        return progress;
    }

    State state() {
        return state;
    }

    long rows() {
        return rows;
    }

    boolean truncated() {
        return truncated;
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    /** Begins; false if it was cancelled while it waited. */
    synchronized boolean begins() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RUNNING;
        return true;
    }

    void counts(long written) {
        rows = written;
    }

    synchronized void done(long written, boolean wasTruncated, Instant at) {
        if (state == State.RUNNING) {
            rows = written;
            truncated = wasTruncated;
            endedAt = at;
            state = State.DONE;
        }
    }

    synchronized void failed(Problem why, Instant at) {
        if (state == State.RUNNING) {
            problem = why;
            endedAt = at;
            state = why.kind().equals("query-cancelled") ? State.CANCELLED : State.FAILED;
        }
    }

    synchronized void cancelled(Instant at) {
        if (state == State.WAITING || state == State.RUNNING) {
            endedAt = at;
            state = State.CANCELLED;
        }
    }

    /** Where an export stands. */
    enum State {
        /** For a thread. */
        WAITING,
        /** Being written. */
        RUNNING,
        /** The file is there. */
        DONE,
        /** There is no file. */
        FAILED,
        /** Somebody did not want it any more. */
        CANCELLED
    }
}
