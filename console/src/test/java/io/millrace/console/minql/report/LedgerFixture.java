package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.LedgerRows;
import io.millrace.console.minql.compile.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A ledger of three days, and no names. */
final class LedgerFixture implements OrganizationNames {
    static final LedgerFixture LEDGER = new LedgerFixture();

    private static final List<LedgerRows.Row> ROWS = List.of(
            row("2026-11-01T00:00:00Z", "gateway", "logs", "accepted", "", 10, 100),
            row("2026-11-01T00:00:00Z", "gateway", "logs", "rejected", "expired_key", 3, 0),
            row("2026-11-02T05:00:00Z", "gateway", "metrics", "rejected", "expired_key", 4, 0),
            row("2026-11-02T06:00:00Z", "gateway", "metrics", "rejected", "it's \"odd\"", 1, 0),
            row("2026-11-03T00:00:00Z", "gateway", "traces", "rejected", "invalid_id", 0, 7),
            row("2026-11-03T00:00:00Z", "normalizer", "logs", "repeated", "", 2, 20));

    private LedgerFixture() {}

    @Override
    public Vocabulary of(String organizationId) {
        return Vocabulary.NONE;
    }

    @Override
    public Map<String, Double> targets(String organizationId) {
        return Map.of();
    }

    @Override
    public LedgerRows ledger() {
        return (integrationId, period) -> integrationId.equals("int-1")
                ? ROWS.stream()
                        .filter(row -> !row.time().isBefore(period.from())
                                && row.time().isBefore(period.endExclusive()))
                        .toList()
                : List.of();
    }

    private static LedgerRows.Row row(
            String time, String stage, String signal, String outcome, String reason, long requests, long records) {
        return new LedgerRows.Row(Instant.parse(time), stage, signal, outcome, reason, requests, records, 0);
    }
}
