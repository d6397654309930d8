package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.normalizer.partition.Tally;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.ledger.AccountingJson;
import io.millrace.telemetry.ledger.AccountingRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long NOON = Instant.parse("2026-11-26T12:00:00Z").toEpochMilli();

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Instant now = Instant.ofEpochMilli(NOON + 5_000);
    private final Ledger ledger = new Ledger(kafka, "one", clock());

    @Test
    void addsUpWhatAMinuteHasOfOneOutcome() {
        ledger.add(Signal.LOGS, List.of(emitted(3, 30), emitted(4, 40)));
        now = Instant.ofEpochMilli(NOON + 59_999);
        ledger.add(Signal.LOGS, List.of(emitted(5, 50)));

        ledger.publish();

        AccountingRecord line = onlyLine();
        assertThat(line.minuteUnixMillis()).isEqualTo(NOON);
        assertThat(line.stage()).isEqualTo("normalizer");
        assertThat(line.instance()).isEqualTo("one");
        assertThat(line.organization()).isEqualTo("org");
        assertThat(line.integration()).isEqualTo("int");
        assertThat(line.keyId()).isEqualTo("key");
        assertThat(line.signal()).isEqualTo("logs");
        assertThat(line.outcome()).isEqualTo("emitted");
        assertThat(line.reason()).isNull();
        assertThat(line.requests()).isEqualTo(3);
        assertThat(line.records()).isEqualTo(12);
        assertThat(line.bytes()).isEqualTo(120);
        assertThat(line.lastUnixMillis()).isEqualTo(NOON + 59_999);
    }

    @Test
    void keepsMinutesSignalsOutcomesAndReasonsApart() {
        ledger.add(Signal.LOGS, List.of(emitted(1, 1), tally(Tally.Outcome.DEAD_LETTERED, "too_large")));
        ledger.add(Signal.LOGS, List.of(tally(Tally.Outcome.DEAD_LETTERED, "invalid")));
        ledger.add(Signal.METRICS, List.of(emitted(1, 1)));
        now = Instant.ofEpochMilli(NOON + 60_000);
        ledger.add(Signal.LOGS, List.of(emitted(1, 1)));

        ledger.publish();

        assertThat(kafka.history()).hasSize(5);
    }

    @Test
    void publishesALineOnce() {
        ledger.add(Signal.LOGS, List.of(emitted(1, 1)));
        ledger.publish();
        kafka.completeNext();

        ledger.publish();

        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void aLineThatTheBrokerDoesNotTakeIsAddedToTheNextOne() {
        ledger.add(Signal.LOGS, List.of(emitted(3, 30)));
        ledger.publish();
        kafka.errorNext(new KafkaException("away"));
        kafka.clear();
        ledger.add(Signal.LOGS, List.of(emitted(4, 40)));

        ledger.publish();

        assertThat(onlyLine().records()).isEqualTo(7);
    }

    @Test
    void aLineThatTheProducerRefusesAtOnceIsNotLost() {
        kafka.sendException = new KafkaException("buffer full");
        ledger.add(Signal.LOGS, List.of(emitted(3, 30)));
        ledger.publish();
        kafka.sendException = null;

        ledger.publish();

        assertThat(onlyLine().records()).isEqualTo(3);
    }

    private AccountingRecord onlyLine() {
        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.history().get(0).key()).isEqualTo("int".getBytes(UTF_8));
        return AccountingJson.read(kafka.history().get(0).value());
    }

    private static Tally emitted(long records, long bytes) {
        return new Tally("org", "int", "key", Tally.Outcome.EMITTED, null, 1, records, bytes);
    }

    private static Tally tally(Tally.Outcome outcome, String reason) {
        return new Tally("org", "int", "key", outcome, reason, 1, 1, 1);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone is enough");
            }
        };
    }
}
