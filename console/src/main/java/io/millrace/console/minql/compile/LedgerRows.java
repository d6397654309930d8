package io.millrace.console.minql.compile;

import java.time.Instant;
import java.util.List;

/** The ledger as formulas read it: what the stages counted of an integration's records. */
@FunctionalInterface
public interface LedgerRows {
    /** For where nothing is counted. */
    LedgerRows NONE = (integrationId, period) -> List.of();

    /**
     * What was counted in a period, by the hour, or by the day of its time zone if it is long.
     *
     * @param integrationId integration that the caller may read
     * @param period period
     */
    List<Row> of(String integrationId, Period period);

    /**
     * Counts of an hour or a day.
     *
     * @param time its start
     * @param stage gateway, normalizer or sink
     * @param signal wire name of the signal
     * @param outcome accepted, rejected …
     * @param reason why, or empty
     * @param requests requests or raw records
     * @param records records
     * @param bytes decompressed bytes
     */
    record Row(
            Instant time,
            String stage,
            String signal,
            String outcome,
            String reason,
            long requests,
            long records,
            long bytes) {}
}
