package io.millrace.telemetry.directory;

/** What one Kafka record of {@code control.directory} says. */
public sealed interface DirectoryMessage {

    /**
     * The state of one thing.
     *
     * @param generation number of the generation it was published in, from 1
     */
    record State(DirectoryRecord record, long generation) implements DirectoryMessage {}

    /** A thing is gone: a tombstone. */
    record Gone(String kind, String id) implements DirectoryMessage {}

    /**
     * A generation is complete: what is older and was not published again is gone.
     *
     * @param generation its number, from 1
     */
    record GenerationEnd(long generation) implements DirectoryMessage {}

    /**
     * A record of a kind that this version does not know; skipped, so that old stages live with a new console.
     *
     * @param kind the unknown kind
     */
    record Unknown(String kind) implements DirectoryMessage {}
}
