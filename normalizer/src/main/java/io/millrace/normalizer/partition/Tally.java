package io.millrace.normalizer.partition;

import org.jspecify.annotations.Nullable;

/**
 * What was done with records of one integration, for the ledger.
 *
 * @param organization id of the organization
 * @param integration id of the integration
 * @param keyId id of the API key
 * @param outcome what became of them
 * @param reason why, for outcomes that have one
 * @param requests raw records
 * @param records records inside them
 * @param bytes bytes of the raw records
 */
public record Tally(
        String organization,
        String integration,
        String keyId,
        Outcome outcome,
        @Nullable String reason,
        long requests,
        long records,
        long bytes) {

    /** What can become of a record. */
    public enum Outcome {
        /** Emitted as an event. */
        EMITTED("emitted"),
        /** Dropped as the repeat of a request. */
        REPEATED("repeated"),
        /** Left out because a deletion covers it. */
        DELETED("deleted"),
        /** Sent to the dead letters. */
        DEAD_LETTERED("dead_lettered");

        private final String wireName;

        Outcome(String wireName) {
            this.wireName = wireName;
        }

        /** Name in the ledger and in metrics. */
        public String wireName() {
            return wireName;
        }
    }
}
