package io.millrace.gateway.ledger;

import io.millrace.gateway.identity.Attribution;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees every outcome of every request: none is dropped in silence (P21). */
public final class Outcomes {
    private final Ledger ledger;
    private final GatewayMetrics metrics;

    Outcomes(Ledger ledger, GatewayMetrics metrics) {
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** Counts a request whose records are stored, but for those that were refused alone. */
    public void accepted(Attribution who, Signal signal, Verdict.Decoded verdict, int bytes, @Nullable String client) {
        metrics.accepted(signal, verdict.acceptedRecords(), bytes);
        for (Rejection rejection : verdict.rejections()) {
            metrics.rejectedRecords(rejection.reason(), 1);
        }
        int unnamed = verdict.rejectedRecords() - verdict.rejections().size();
        if (unnamed > 0) {
            metrics.rejectedRecords("more", unnamed);
        }
        ledger.accepted(who, signal, verdict, bytes, client);
    }

    /**
     * Counts a request that was refused as a whole.
     *
     * @param who whose ledger it belongs to, empty if it names no integration that exists
     */
    public void refused(Optional<Attribution> who, Signal signal, Reason reason, @Nullable String client) {
        metrics.refused(reason.wireName());
        who.ifPresent(it -> ledger.refused(it, signal, reason.wireName(), client));
    }

    /**
     * Counts a notice that a soft quota is used up; the request itself is accepted.
     *
     * @param limit what the quota limits
     */
    public void noticed(Attribution who, Signal signal, String limit) {
        metrics.quotaNotice(limit);
        ledger.noticed(who, signal, limit);
    }

    /** Counts a request to a path that is no endpoint. */
    public void unaddressed(Reason reason) {
        metrics.refused(reason.wireName());
    }

    /** Counts a request whose client went away before its body was complete. */
    public void aborted() {
        metrics.aborted();
    }
}
