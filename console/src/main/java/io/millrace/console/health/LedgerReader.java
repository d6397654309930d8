package io.millrace.console.health;

import io.millrace.console.access.KeyUses;
import io.millrace.console.directory.KafkaSettings;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.store.Activity;
import io.millrace.console.store.ActivityRow;
import io.millrace.console.store.Database;
import io.millrace.console.store.Keys;
import io.millrace.console.store.LedgerHours;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sums the ledger up in the database, on a thread of its own. The offset moves in the same transaction as the sums, so that
 * each line counts once, also with several consoles over one database.
 */
@Singleton
class LedgerReader {
    private static final Logger LOG = Logger.getLogger(LedgerReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;
    private static final int MAX_POLL_RECORDS = 500;

    private static final Duration HOUR = Duration.ofHours(1);

    private final KafkaSettings kafka;
    private final Database database;
    private final RecentRates rates;
    private final KeyUses uses;
    private final Duration kept;
    private final Thread thread = new Thread(this::run, "console-ledger");
    private volatile boolean closed;
    private volatile @Nullable Consumer<byte[], byte[]> open;

    LedgerReader(KafkaSettings kafka, Database database, RecentRates rates, KeyUses uses, MinqlConfig config) {
        this.kafka = kafka;
        this.database = database;
        this.rates = rates;
        this.uses = uses;
        this.kept = config.ledgerKept();
        if (kept.compareTo(HOUR) < 0) {
            throw new IllegalArgumentException("millrace.console.minql.ledger-kept must be at least 1h: " + kept);
        }
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            var settings = kafka.consumer("millrace-console-ledger", "earliest", MAX_POLL_RECORDS);
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("ledger reader stops");
            } catch (KafkaException | org.jdbi.v3.core.JdbiException e) {
                LOG.warnf("ledger cannot be summed up, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ACCOUNTING).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            database.read(db -> Activity.lockPosition(db, partition.topic(), partition.partition()))
                    .ifPresentOrElse(
                            offset -> consumer.seek(partition, offset),
                            () -> consumer.seekToBeginning(List.of(partition)));
        }
        while (!closed) {
            uses.store();
            var records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                sumUp(partition, records.records(partition));
            }
        }
    }

    private void sumUp(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long nextOffset = records.get(records.size() - 1).offset() + 1;
        database.inTransaction(db -> {
            long known = Activity.lockPosition(db, partition.topic(), partition.partition())
                    .orElse(0L);
            for (ConsumerRecord<byte[], byte[]> message : records) {
                if (message.offset() >= known) {
                    LedgerLine.read(message.value()).ifPresent(line -> add(db, line));
                }
            }
            Activity.setPosition(db, partition.topic(), partition.partition(), Math.max(known, nextOffset));
            return true;
        });
        records.forEach(message ->
                LedgerLine.read(message.value()).map(LedgerLine::activity).ifPresent(rates::add));
    }

    private void add(org.jdbi.v3.core.Handle db, LedgerLine line) {
        ActivityRow row = line.activity();
        Activity.add(db, row);
        LedgerHours.add(db, row, line.hour(), kept);
        if (!row.client().isEmpty()) {
            Activity.seen(db, row.integrationId(), row.client(), row.lastAt());
        }
        String keyId = line.keyId();
        if (keyId != null) {
            Keys.used(db, keyId, line.at());
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
