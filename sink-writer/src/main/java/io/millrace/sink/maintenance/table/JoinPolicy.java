package io.millrace.sink.maintenance.table;

import java.time.Duration;

/**
 * Which files are joined.
 *
 * @param targetBytes size that joined files aim at
 * @param smallBytes files of a day that is still open are joined up to this size, since they are joined again when it is over
 * @param minFiles files of about one size in an open day that are worth joining, from 2
 * @param closedAfter how long after its end a day counts as over
 */
public record JoinPolicy(long targetBytes, long smallBytes, int minFiles, Duration closedAfter) {
    /** Refuses sizes that would never come to an end. */
    public JoinPolicy {
        if (minFiles < 2 || smallBytes < 1 || targetBytes < smallBytes) {
            throw new IllegalArgumentException("joining needs minFiles >= 2 and target >= small >= 1: minFiles="
                    + minFiles + " target=" + targetBytes + " small=" + smallBytes);
        }
    }

    /** Size up to which a file of a closed day is joined with others. */
    long closedBytes() {
        return targetBytes / 4 * 3;
    }
}
