package io.millrace.console.health;

import io.millrace.console.store.ActivityRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What arrives at an integration.
 *
 * @param status silent, receiving, quiet (nothing for an hour) or failing (the last request was refused)
 * @param signals each signal
 * @param clients clients seen, the newest first
 * @param hints what may be wrong and how to mend it
 */
record IntegrationHealth(String status, List<SignalHealth> signals, List<String> clients, List<String> hints) {
    private static final String SPANS_HINT = "No spans yet: Claude Code sends them only with"
            + " CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 and OTEL_TRACES_EXPORTER=otlp. Turn spans on in Setup.";
    private static final String NOTHING_HINT = "Nothing has arrived yet. A client reads its settings when it starts:"
            + " start it anew, then send one prompt. CLAUDE_CODE_OTEL_DIAG_STDERR=1 shows export errors.";

    /** Copies the lists. */
    IntegrationHealth {
        signals = List.copyOf(signals);
        clients = List.copyOf(clients);
        hints = List.copyOf(hints);
    }

    /** Judges what was summed up. */
    static IntegrationHealth of(
            List<ActivityRow> rows, Function<String, RecentRates.Rate> rates, List<String> clients, Instant now) {
        List<SignalHealth> signals = new ArrayList<>();
        for (String signal : List.of("logs", "metrics", "traces")) {
            signals.add(SignalHealth.of(signal, rows, rates.apply(signal)));
        }
        return new IntegrationHealth(status(signals, now), signals, clients, hints(signals));
    }

    private static String status(List<SignalHealth> signals, Instant now) {
        Optional<Instant> accepted = newest(signals, SignalHealth::lastAccepted);
        Optional<Instant> rejected = newest(signals, SignalHealth::lastRejected);
        if (accepted.isEmpty() && rejected.isEmpty()) {
            return "silent";
        }
        if (accepted.isEmpty() || rejected.filter(accepted.get()::isBefore).isPresent()) {
            return "failing";
        }
        return accepted.get().isAfter(now.minusSeconds(3_600)) ? "receiving" : "quiet";
    }

    private static List<String> hints(List<SignalHealth> signals) {
        List<String> hints = new ArrayList<>();
        boolean anything = signals.stream().anyMatch(signal -> signal.acceptedRequests() > 0);
        boolean spans =
                signals.stream().anyMatch(signal -> signal.signal().equals("traces") && signal.acceptedRequests() > 0);
        if (!anything) {
            hints.add(NOTHING_HINT);
        } else if (!spans) {
            hints.add(SPANS_HINT);
        }
        signals.stream()
                .map(SignalHealth::lastRejectedReason)
                .filter(reason -> reason != null && reason.contains("media_type"))
                .findFirst()
                .ifPresent(reason -> hints.add(
                        "Requests in another form than JSON were refused: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json."));
        return hints;
    }

    private static Optional<Instant> newest(
            List<SignalHealth> signals, Function<SignalHealth, @Nullable Instant> time) {
        return signals.stream()
                .map(signal -> Optional.ofNullable(time.apply(signal)))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /**
     * What arrives of one signal.
     *
     * @param signal wire name
     * @param acceptedRequests requests that were accepted
     * @param acceptedRecords records in them
     * @param rejectedRequests requests that were refused whole
     * @param rejectedRecords records that were refused alone
     * @param lastAccepted time of the last accepted request, or null
     * @param lastRejected time of the last refused request or record, or null
     * @param lastRejectedReason its reason, or null
     * @param requestsPerMinute rate of the last ten minutes
     * @param recordsPerMinute rate of the last ten minutes
     * @param bytesPerMinute rate of the last ten minutes
     */
    record SignalHealth(
            String signal,
            long acceptedRequests,
            long acceptedRecords,
            long rejectedRequests,
            long rejectedRecords,
            @Nullable Instant lastAccepted,
            @Nullable Instant lastRejected,
            @Nullable String lastRejectedReason,
            double requestsPerMinute,
            double recordsPerMinute,
            double bytesPerMinute) {

        private static SignalHealth of(String signal, List<ActivityRow> all, RecentRates.Rate rate) {
            List<ActivityRow> rows = all.stream()
                    .filter(row -> row.stage().equals("gateway") && row.signal().equals(signal))
                    .toList();
            Optional<ActivityRow> accepted = newest(rows, "accepted");
            Optional<ActivityRow> rejected = newest(rows, "rejected");
            double minutes = RecentRates.WINDOW.toMinutes();
            return new SignalHealth(
                    signal,
                    rows.stream()
                            .filter(row -> row.outcome().equals("accepted"))
                            .mapToLong(ActivityRow::requests)
                            .sum(),
                    rows.stream()
                            .filter(row -> row.outcome().equals("accepted"))
                            .mapToLong(ActivityRow::records)
                            .sum(),
                    rows.stream()
                            .filter(row -> row.outcome().equals("rejected"))
                            .mapToLong(ActivityRow::requests)
                            .sum(),
                    rows.stream()
                            .filter(row -> row.outcome().equals("rejected"))
                            .mapToLong(ActivityRow::records)
                            .sum(),
                    accepted.map(ActivityRow::lastAt).orElse(null),
                    rejected.map(ActivityRow::lastAt).orElse(null),
                    rejected.map(ActivityRow::reason).orElse(null),
                    rate.requests() / minutes,
                    rate.records() / minutes,
                    rate.bytes() / minutes);
        }

        private static Optional<ActivityRow> newest(List<ActivityRow> rows, String outcome) {
            return rows.stream()
                    .filter(row -> row.outcome().equals(outcome))
                    .max(Comparator.comparing(ActivityRow::lastAt));
        }
    }
}
