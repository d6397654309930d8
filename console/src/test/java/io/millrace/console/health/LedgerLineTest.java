package io.millrace.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.store.ActivityRow;
import io.millrace.telemetry.ledger.AccountingJson;
import io.millrace.telemetry.ledger.AccountingRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerLineTest {
    private static final Instant LAST = Instant.parse("2026-11-01T12:34:56.789Z");

    @Test
    void readsEveryMemberThatTheStagesWrite() {
        LedgerLine line = LedgerLine.read(AccountingJson.write(new AccountingRecord(
                        60_000,
                        "gateway",
                        "one",
                        "org",
                        "integration",
                        "logs",
                        "rejected",
                        "expired_key",
                        "key1",
                        2,
                        3,
                        4,
                        LAST.toEpochMilli(),
                        "claude-code/2.1")))
                .orElseThrow();

        assertThat(line.activity())
                .isEqualTo(new ActivityRow(
                        "integration", "gateway", "logs", "rejected", "expired_key", 2, 3, 4, LAST, "claude-code/2.1"));
        assertThat(line.hour()).isEqualTo(Instant.parse("1970-01-01T00:00:00Z"));
        assertThat(line.keyId()).isEqualTo("key1");
    }

    @Test
    void takesNothingThatIsNoLine() {
        assertThat(LedgerLine.read("{\"stage\": \"gateway\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(LedgerLine.read("[".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(LedgerLine.read(null)).isEmpty();
    }
}
