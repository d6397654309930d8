package io.millrace.gateway.ledger;

import io.millrace.telemetry.ledger.AccountingRecord;
import org.jspecify.annotations.Nullable;

/** The counts of one line. */
final class LineCounts {
    private long requests;
    private long records;
    private long bytes;
    private long lastUnixMillis;
    private @Nullable String client;

    synchronized void add(int moreRequests, long moreRecords, long moreBytes, long nowUnixMillis, @Nullable String by) {
        requests += moreRequests;
        records += moreRecords;
        bytes += moreBytes;
        lastUnixMillis = nowUnixMillis;
        client = by;
    }

    synchronized AccountingRecord line(LineKey key, String instance) {
        return new AccountingRecord(
                key.minuteUnixMillis(),
                Ledger.STAGE,
                instance,
                key.who().organization(),
                key.who().integration(),
                key.signal(),
                key.outcome(),
                key.reason(),
                key.who().keyId(),
                requests,
                records,
                bytes,
                lastUnixMillis,
                client);
    }
}
