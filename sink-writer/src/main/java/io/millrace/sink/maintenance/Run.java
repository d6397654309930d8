package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.Progress;
import io.millrace.sink.maintenance.table.RowSelection;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of an operation on a table, watched while it runs. */
final class Run implements Progress {
    private final String id = UUID.randomUUID().toString();
    private final Operation operation;
    private final Signal signal;
    private final boolean dryRun;
    private final List<RowSelection> selections;
    private final @Nullable String metadata;
    private final Clock clock;
    private final Instant created;
    private volatile State state = State.WAITING;
    private volatile @Nullable Instant started;
    private volatile @Nullable Instant ended;
    private volatile String step = "";
    private volatile int done;
    private volatile int total;
    private volatile Map<String, Long> result = Map.of();
    private volatile @Nullable String message;

    Run(Operation operation, Signal signal, boolean dryRun, List<RowSelection> selections, Clock clock) {
        this(operation, signal, dryRun, selections, null, clock);
    }

    private Run(
            Operation operation,
            Signal signal,
            boolean dryRun,
            List<RowSelection> selections,
            @Nullable String metadata,
            Clock clock) {
        this.operation = operation;
        this.signal = signal;
        this.dryRun = dryRun;
        this.selections = List.copyOf(selections);
        this.metadata = metadata;
        this.clock = clock;
        this.created = clock.instant();
    }

    /** A restore; by the metadata file of this name if it is not null. */
    static Run restore(Signal signal, boolean dryRun, @Nullable String metadata, Clock clock) {
        return new Run(Operation.RESTORE, signal, dryRun, List.of(), metadata, clock);
    }

    String id() {
        return id;
    }

    Operation operation() {
        return operation;
    }

    Signal signal() {
        return signal;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Rows that this run alone is about; empty for what the directory says. */
    List<RowSelection> selections() {
        return selections;
    }

    /** Name of the metadata file that a restore is to register; null if it finds one. */
    @Nullable
    String metadata() {
        return metadata;
    }

    State state() {
        return state;
    }

    Map<String, Long> result() {
        return result;
    }

    /** Whether it found nothing to do, or left it to another process. */
    boolean isNothingNew() {
        return state == State.BUSY
                || (state == State.DONE && result.values().stream().allMatch(count -> count == 0));
    }

    void begin() {
        started = clock.instant();
        state = State.RUNNING;
    }

    void end(State how, Map<String, Long> numbers, @Nullable String why) {
        result = Map.copyOf(numbers);
        message = why;
        ended = clock.instant();
        state = how;
    }

    @Override
    public void reached(Step reached, int newDone, int newTotal) {
        step = reached.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        done = newDone;
        total = newTotal;
    }

    View view() {
        return new View(
                id,
                operation.word(),
                signal.tableName(),
                dryRun,
                state.name().toLowerCase(java.util.Locale.ROOT),
                created.toString(),
                text(started),
                text(ended),
                step,
                done,
                total,
                result,
                message);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** What becomes of a run. */
    enum State {
        /** Not begun. */
        WAITING,
        /** Under way. */
        RUNNING,
        /** Ended well. */
        DONE,
        /** Another process maintains the table. */
        BUSY,
        /** Ended badly; the table is as before or as after, never between. */
        FAILED
    }

    /**
     * A run as the API shows it.
     *
     * @param id id
     * @param operation what
     * @param table on which table
     * @param dryRun whether it only counts
     * @param state waiting, running, done, busy or failed
     * @param created when it was asked for
     * @param started when it began, or null
     * @param ended when it ended, or null
     * @param step the last step that was reached
     * @param done how many of these steps
     * @param total of how many; 0 if not known
     * @param result what was or would be done, in numbers
     * @param message what is to be said in words, why it did not end well above all, or null
     */
    record View(
            String id,
            String operation,
            String table,
            boolean dryRun,
            String state,
            String created,
            @Nullable String started,
            @Nullable String ended,
            String step,
            int done,
            int total,
            Map<String, Long> result,
            @Nullable String message) {}
}
