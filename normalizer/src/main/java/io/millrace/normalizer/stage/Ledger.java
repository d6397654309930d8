package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.normalizer.partition.Tally;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.ledger.AccountingJson;
import io.millrace.telemetry.ledger.AccountingRecord;
import io.millrace.telemetry.topic.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what was done per minute, integration, signal and outcome, and publishes it to the topic of accounting. Lines add
 * up, so a minute may be published in parts; a line that the broker does not take is added to the next one.
 */
final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final String STAGE = "normalizer";
    private static final long MINUTE_MILLIS = 60_000;
    private static final int MAX_LINES = 50_000;

    private final Map<Line, Sums> lines = new HashMap<>();
    private final Producer<byte[], byte[]> producer;
    private final String instance;
    private final Clock clock;

    /**
     * An empty ledger.
     *
     * @param instance opaque id of this process
     */
    Ledger(Producer<byte[], byte[]> producer, String instance, Clock clock) {
        this.producer = producer;
        this.instance = instance;
        this.clock = clock;
    }

    /** Adds what a batch came to. */
    void add(Signal signal, List<Tally> tallies) {
        long now = clock.millis();
        long minute = now - now % MINUTE_MILLIS;
        synchronized (lines) {
            for (Tally tally : tallies) {
                Line line = new Line(
                        minute,
                        signal,
                        tally.organization(),
                        tally.integration(),
                        tally.keyId(),
                        tally.outcome(),
                        tally.reason());
                add(line, new Sums(tally.requests(), tally.records(), tally.bytes(), now));
            }
        }
    }

    /** Publishes what was added since the last time, without waiting for the broker. */
    void publish() {
        Map<Line, Sums> due;
        synchronized (lines) {
            due = new HashMap<>(lines);
            lines.clear();
        }
        due.forEach(this::publish);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void publish(Line line, Sums sums) {
        byte[] json = AccountingJson.write(new AccountingRecord(
                line.minute(),
                STAGE,
                instance,
                line.organization(),
                line.integration(),
                line.signal().wireName(),
                line.outcome().wireName(),
                line.reason(),
                line.keyId(),
                sums.requests(),
                sums.records(),
                sums.bytes(),
                sums.lastUnixMillis(),
                null));
        try {
            producer.send(
                    new ProducerRecord<>(Topics.ACCOUNTING, line.integration().getBytes(UTF_8), json),
                    (metadata, failure) -> {
                        if (failure != null) {
                            putBack(line, sums, failure);
                        }
                    });
        } catch (KafkaException e) {
            putBack(line, sums, e);
        }
    }

    private void putBack(Line line, Sums sums, Exception failure) {
        LOG.warnf("accounting not published, it waits for the next time: %s", failure.getMessage());
        synchronized (lines) {
            add(line, sums);
        }
    }

    private void add(Line line, Sums sums) {
        if (lines.size() < MAX_LINES || lines.containsKey(line)) {
            lines.merge(line, sums, Sums::plus);
        } else {
            LOG.errorf("accounting is full, a line is dropped integration=%s", line.integration());
        }
    }

    private record Line(
            long minute,
            Signal signal,
            String organization,
            String integration,
            String keyId,
            Tally.Outcome outcome,
            @Nullable String reason) {}

    private record Sums(long requests, long records, long bytes, long lastUnixMillis) {
        Sums plus(Sums other) {
            return new Sums(
                    requests + other.requests,
                    records + other.records,
                    bytes + other.bytes,
                    Math.max(lastUnixMillis, other.lastUnixMillis));
        }
    }
}
