package io.millrace.sink.commit;

/** What an event's place in the chain says about it. */
public enum Verdict {
    /** It follows the last one in the table: stored. */
    NEXT(true),
    /** The first that the table sees of its partition although one was emitted before: stored. */
    UNANCHORED(true),
    /** It has no predecessor although the table has events before it, of an emitter that lost its state: stored. */
    RESTARTED(true),
    /** It follows an unreadable record: stored. */
    AFTER_UNREADABLE(true),
    /** Its place was taken before, but by a record of an older leader: the raw log was truncated. Stored, with an alarm. */
    AFTER_TRUNCATION(true),
    /** The table has it: dropped. */
    REPEAT(false),
    /** Its predecessor is missing: left out until that one has come. */
    GAP(false);

    private final boolean stored;

    Verdict(boolean stored) {
        this.stored = stored;
    }

    /** Whether the event becomes a row. */
    public boolean isStored() {
        return stored;
    }
}
