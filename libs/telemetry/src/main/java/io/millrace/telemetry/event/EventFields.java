package io.millrace.telemetry.event;

/**
 * Fields of an event on the events topics that are no columns. An event is one flat JSON object: {@link #VERSION} first,
 * then {@link #PREVIOUS}, then every {@link Column} that has a value, under the column's name. A column of type
 * {@link ColumnType#JSON} is nested as JSON, not as text. Timestamps are microseconds since 1970 as numbers. Absent means
 * null.
 */
public final class EventFields {
    /** Format version, a number; this is {@link #FORMAT_VERSION}. */
    public static final String VERSION = "v";

    /**
     * Position of the event emitted before this one in its partition: an array {@code [leaderEpoch, offset, ordinal]} in
     * the same topic and partition; absent for the first event of a partition.
     */
    public static final String PREVIOUS = "prev";

    /** The version that this release writes. */
    public static final int FORMAT_VERSION = 1;

    private EventFields() {}
}
