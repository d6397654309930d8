package io.millrace.telemetry.ledger;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What one stage did with one integration's records of one signal in one minute: a line of the ledger, published to
 * {@code otlp.accounting}. Lines of several instances add up.
 *
 * @param minuteUnixMillis start of the minute, ms since 1970
 * @param stage {@code gateway}, {@code normalizer} or {@code sink}
 * @param instance opaque id of the process that counted
 * @param organization id of the organization
 * @param integration id of the integration
 * @param signal wire name of the signal
 * @param outcome {@code accepted}, {@code noticed}, {@code rejected}, {@code repeated}, {@code stored}, {@code dead_lettered} …
 * @param reason why, for outcomes that have one, such as {@code invalid_id} or {@code soft_quota_records}
 * @param keyId API key, where known
 * @param requests requests or raw records
 * @param records records
 * @param bytes decompressed bytes
 * @param lastUnixMillis time of the last one, ms since 1970
 * @param client client name and version of the last one, where known
 */
public record AccountingRecord(
        long minuteUnixMillis,
        String stage,
        String instance,
        String organization,
        String integration,
        String signal,
        String outcome,
        @Nullable String reason,
        @Nullable String keyId,
        long requests,
        long records,
        long bytes,
        long lastUnixMillis,
        @Nullable String client) {
    /** Refuses null and negative counts. */
    public AccountingRecord {
        requireNonNull(stage, "stage");
        requireNonNull(outcome, "outcome");
        if (requests < 0 || records < 0 || bytes < 0) {
            throw new IllegalArgumentException("counts must be >= 0: " + requests + ", " + records + ", " + bytes);
        }
    }
}
