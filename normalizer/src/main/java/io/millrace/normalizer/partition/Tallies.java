package io.millrace.normalizer.partition;

import io.millrace.telemetry.topic.RawHeaders;
import org.jspecify.annotations.Nullable;

/** Makes the ledger's lines of one raw record. */
final class Tallies {
    /** Organization, integration and key of what does not say whose it is. */
    private static final String UNKNOWN = "unknown";

    private Tallies() {}

    /** A raw record of which nothing was looked at. */
    static Tally whole(RawHeaders headers, RawRecord record, Tally.Outcome outcome) {
        return of(headers, record, outcome, null, 1, 0);
    }

    /** A raw record that does not say whose it is. */
    static Tally ofNobody(RawRecord record, String reason) {
        return new Tally(UNKNOWN, UNKNOWN, UNKNOWN, Tally.Outcome.DEAD_LETTERED, reason, 1, 1, bytes(record, 1));
    }

    static Tally of(
            RawHeaders headers,
            RawRecord record,
            Tally.Outcome outcome,
            @Nullable String reason,
            long requests,
            long records) {
        return new Tally(
                headers.organization(),
                headers.integration(),
                headers.keyId(),
                outcome,
                reason,
                requests,
                records,
                bytes(record, requests));
    }

    private static long bytes(RawRecord record, long requests) {
        byte[] value = record.value();
        return requests == 0 || value == null ? 0 : value.length;
    }
}
