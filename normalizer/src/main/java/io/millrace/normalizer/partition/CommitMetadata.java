package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text beside a committed offset: the raw topic's id and the position of the last event emitted, so that a restart knows
 * the end of its chain.
 *
 * @param topicId id of the raw topic
 * @param last position of the last event, null if there was none yet
 */
record CommitMetadata(String topicId, @Nullable SourcePosition last) {
    private static final String VERSION = "1";
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final int FIELDS_WITHOUT_POSITION = 2;
    private static final int FIELDS_WITH_POSITION = 5;

    /** The text to commit. */
    public String encode() {
        String start = VERSION + " " + topicId;
        return last == null ? start : start + " " + last.leaderEpoch() + " " + last.offset() + " " + last.ordinal();
    }

    /**
     * What the text says, or null if it is none that this class wrote.
     *
     * @param partition partition of the commit
     */
    public static @Nullable CommitMetadata decode(@Nullable String text, int partition) {
        String[] fields = text == null ? new String[0] : SPACE.split(text, -1);
        if (fields.length < FIELDS_WITHOUT_POSITION || !fields[0].equals(VERSION)) {
            return null;
        }
        if (fields.length == FIELDS_WITHOUT_POSITION) {
            return new CommitMetadata(fields[1], null);
        }
        return fields.length == FIELDS_WITH_POSITION ? withPosition(fields, partition) : null;
    }

    private static @Nullable CommitMetadata withPosition(String[] fields, int partition) {
        try {
            SourcePosition last = new SourcePosition(
                    fields[1],
                    partition,
                    Integer.parseInt(fields[2]),
                    Long.parseLong(fields[3]),
                    Integer.parseInt(fields[4]));
            return new CommitMetadata(fields[1], last);
        } catch (IllegalArgumentException e) {
            return null; // includes what is no number
        }
    }
}
