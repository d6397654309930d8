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
record IntegrationHealth(String status, List<SignalHealth> signals, List<Client> clients, List<String> hints) {
    /** Copies the lists. */
    IntegrationHealth {
        signals = List.copyOf(signals);
        clients = List.copyOf(clients);
        hints = List.copyOf(hints);
    }

    /** Judges what was summed up. */
    static IntegrationHealth of(
            boolean enabled,
            List<ActivityRow> rows,
            Function<String, RecentRates.Rate> rates,
            List<Client> clients,
            Instant now) {
        List<SignalHealth> signals = new ArrayList<>();
        for (String signal : List.of("logs", "metrics", "traces")) {
            signals.add(SignalHealth.of(signal, rows, rates.apply(signal)));
        }
        List<SignalHealth> explained = HealthHints.explained(signals, enabled);
        return new IntegrationHealth(status(signals, now), explained, clients, HealthHints.of(explained, enabled));
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
     * @param lastRejectedReason its reason as a word, or null
     * @param lastRejectedHint what the reason means and what to do, or null
     * @param requestsPerMinute rate of the last ten minutes
     * @param recordsPerMinute rate of the last ten minutes
     * @param bytesPerMinute rate of the last ten minutes
     * @param nothingBecause why nothing of this signal was accepted yet, or null if something was
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
            @Nullable String lastRejectedHint,
            double requestsPerMinute,
            double recordsPerMinute,
            double bytesPerMinute,
            @Nullable String nothingBecause) {
        SignalHealth nothingBecause(String sentence) {
            return new SignalHealth(
                    signal,
                    acceptedRequests,
                    acceptedRecords,
                    rejectedRequests,
                    rejectedRecords,
                    lastAccepted,
                    lastRejected,
                    lastRejectedReason,
                    lastRejectedHint,
                    requestsPerMinute,
                    recordsPerMinute,
                    bytesPerMinute,
                    sentence);
        }

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
                    rejected.map(row -> HealthHints.ofReason(row.reason())).orElse(null),
                    rate.requests() / minutes,
                    rate.records() / minutes,
                    rate.bytes() / minutes,
                    null);
        }

        private static Optional<ActivityRow> newest(List<ActivityRow> rows, String outcome) {
            return rows.stream()
                    .filter(row -> row.outcome().equals(outcome))
                    .max(Comparator.comparing(ActivityRow::lastAt));
        }
    }

    /**
     * A client that has been seen.
     *
     * @param name what it calls itself, with its version
     * @param lastSeen about its last request
     */
    record Client(String name, Instant lastSeen) {}
}
