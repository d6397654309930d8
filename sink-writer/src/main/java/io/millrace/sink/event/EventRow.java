package io.millrace.sink.event;

import io.millrace.telemetry.event.SourcePosition;
import java.util.Comparator;
import java.util.Optional;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** An event as a row of its table, in the order of the signal's columns, with its place in the chain of events. */
public final class EventRow implements StructLike {
    private static final long MICROS_A_DAY = 86_400_000_000L;

    /** The tables' sort order. */
    public static final Comparator<EventRow> TABLE_ORDER = EventRow::compareInTable;

    private final @Nullable Object[] values;
    private final SourcePosition position;
    private final @Nullable SourcePosition previous;
    private final @Nullable String problem;
    private final String organization;
    private final String integration;
    private final long timeMicros;
    private final long receivedMicros;

    EventRow(
            @Nullable Object[] values,
            SourcePosition position,
            @Nullable SourcePosition previous,
            @Nullable String problem,
            SortKey key) {
        this.values = values;
        this.position = position;
        this.previous = previous;
        this.problem = problem;
        this.organization = key.organization();
        this.integration = key.integration();
        this.timeMicros = key.timeMicros();
        this.receivedMicros = key.receivedMicros();
    }

    /** Where the event comes from. */
    public SourcePosition position() {
        return position;
    }

    /** Where the event emitted before it comes from; null for the first of its partition. */
    public @Nullable SourcePosition previous() {
        return previous;
    }

    /** Why it cannot be stored, without payload text; empty if it can. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Id of the organization, empty text if the event has none. */
    public String organization() {
        return organization;
    }

    /** Id of the integration, empty text if the event has none. */
    public String integration() {
        return integration;
    }

    /** Time of receiving in microseconds since 1970. */
    public long receivedMicros() {
        return receivedMicros;
    }

    /** The table partition: days since 1970 of the time of receiving. */
    public int receivedDay() {
        return (int) Math.floorDiv(receivedMicros, MICROS_A_DAY);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // Iceberg's contract
    public <T> T get(int column, Class<T> type) {
        return (T) values[column];
    }

    @Override
    public <T> void set(int column, T value) {
        throw new UnsupportedOperationException("rows do not change");
    }

    private static int compareInTable(EventRow one, EventRow other) {
        int order = compare(one.organization, other.organization);
        if (order == 0) {
            order = compare(one.integration, other.integration);
        }
        return order == 0 ? Long.compare(one.timeMicros, other.timeMicros) : order;
    }

    /** Rows of one request share their strings. */
    @SuppressWarnings("ReferenceEquality") // quick way for the most frequent case
    private static int compare(String one, String other) {
        return one == other ? 0 : one.compareTo(other);
    }

    /** What rows are sorted and partitioned by. */
    record SortKey(String organization, String integration, long timeMicros, long receivedMicros) {}
}
