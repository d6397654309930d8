package io.millrace.gateway.ledger;

import io.millrace.gateway.identity.Attribution;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.ledger.AccountingRecord;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Verdict;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of requests and records, per minute and integration. Bounded: its lines are of integrations that exist
 * and of reasons that are known; beyond the bound the key is left out, so that no count is lost.
 */
final class Ledger {
    static final String STAGE = "gateway";

    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";
    private static final String NOTICED = "noticed";
    private static final String SOFT_QUOTA = "soft_quota_";
    private static final long MINUTE_MILLIS = 60_000;
    private static final int MAX_LINES = 20_000;
    private static final int MAX_CLIENT_CHARS = 100;

    private final Clock clock;
    private final String instance;
    private Map<LineKey, LineCounts> lines = new HashMap<>();

    /**
     * An empty ledger.
     *
     * @param instance opaque id of this process
     */
    public Ledger(Clock clock, String instance) {
        this.clock = clock;
        this.instance = instance;
    }

    /**
     * Counts a request whose records are stored, and the records of it that were refused alone.
     *
     * @param client user agent of the client, null if it sent none
     */
    public void accepted(Attribution who, Signal signal, Verdict.Decoded verdict, int bytes, @Nullable String client) {
        add(who, signal, ACCEPTED, null, 1, verdict.acceptedRecords(), bytes, client);
        int unnamed = verdict.rejectedRecords();
        if (unnamed == 0) {
            return;
        }
        for (Rejection rejection : verdict.rejections()) {
            add(who, signal, REJECTED, rejection.reason(), 0, 1, 0, client);
            unnamed--;
        }
        if (unnamed > 0) {
            add(who, signal, REJECTED, "more", 0, unnamed, 0, client);
        }
    }

    /**
     * Counts a request that was refused as a whole.
     *
     * @param reason wire name of the reason
     */
    public void refused(Attribution who, Signal signal, String reason, @Nullable String client) {
        add(who, signal, REJECTED, reason, 1, 0, 0, client);
    }

    /**
     * Counts a request that was accepted with a notice that a soft quota is used up; beside its line of accepted records.
     *
     * @param limit what the quota limits
     */
    public void noticed(Attribution who, Signal signal, String limit) {
        add(who, signal, NOTICED, SOFT_QUOTA + limit, 1, 0, 0, null);
    }

    /** Takes out everything counted since the last call; lines of one minute may come several times and add up. */
    public List<AccountingRecord> drain() {
        Map<LineKey, LineCounts> drained;
        synchronized (this) {
            drained = lines;
            lines = new HashMap<>();
        }
        return drained.entrySet().stream()
                .map(line -> line.getValue().line(line.getKey(), instance))
                .toList();
    }

    private synchronized void add(
            Attribution who,
            Signal signal,
            String outcome,
            @Nullable String reason,
            int requests,
            long records,
            long bytes,
            @Nullable String client) {
        long now = clock.millis();
        Attribution bounded =
                lines.size() < MAX_LINES ? who : new Attribution(who.organization(), who.integration(), null);
        LineKey key = new LineKey(now - now % MINUTE_MILLIS, bounded, signal.wireName(), outcome, reason);
        lines.computeIfAbsent(key, it -> new LineCounts()).add(requests, records, bytes, now, cut(client));
    }

    private static @Nullable String cut(@Nullable String client) {
        return client == null || client.length() <= MAX_CLIENT_CHARS ? client : client.substring(0, MAX_CLIENT_CHARS);
    }
}
