package io.millrace.console.directory;

import io.millrace.console.ConsoleConfig;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other stages of all accounts: at the start, at once after each change, and each interval, each time as a whole
 * generation with an end marker, on a thread of its own. What could not be said is said again soon.
 */
@Singleton
public class DirectoryPublisher {
    private static final Logger LOG = Logger.getLogger(DirectoryPublisher.class);
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);

    private final AccountsDirectory accounts;
    private final ConsoleConfig.Directory settings;
    private final KafkaSettings kafka;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "console-directory");
    private @Nullable Set<String> published;
    private volatile long publishedChanges = -1;
    private volatile boolean closed;

    DirectoryPublisher(AccountsDirectory accounts, ConsoleConfig config, KafkaSettings kafka) {
        this.accounts = accounts;
        this.settings = config.directory();
        this.kafka = kafka;
        thread.setDaemon(true);
    }

    /** Starts publishing. Call once, when there are accounts. */
    public void start() {
        accounts.refresh();
        accounts.afterChange(changed::release);
        thread.start();
    }

    /** Whether the other stages have been told of everything that was changed here. */
    public boolean upToDate() {
        return publishedChanges >= 0 && publishedChanges >= accounts.snapshot().changes();
    }

    /** Whether the other stages have been told of the accounts at all since the start. */
    public boolean published() {
        return publishedChanges >= 0;
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        changed.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        @Nullable Producer<byte[], byte[]> producer = null;
        long nextNanos = System.nanoTime();
        while (!closed) {
            try {
                accounts.refresh();
                if (System.nanoTime() >= nextNanos || !upToDate()) {
                    producer = producer == null
                            ? new KafkaProducer<>(kafka.producer("millrace-console-directory"))
                            : producer;
                    publish(producer);
                    nextNanos = System.nanoTime() + settings.interval().toNanos();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                LOG.warnf("directory not published, trying again: %s", e.getMessage());
                close(producer);
                producer = null;
            }
            awaitChange();
        }
        close(producer);
    }

    private void publish(Producer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException, TimeoutException {
        AccountsDirectory.Generation generation = accounts.nextGeneration();
        Set<String> keys = new HashSet<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (DirectoryRecord record : generation.records()) {
            byte[] key = DirectoryJson.key(record);
            keys.add(record.kind() + "/" + record.id());
            sent.add(producer.send(message(key, DirectoryJson.write(record, generation.number()))));
        }
        // the first time after a start: whatever an earlier run of the console may have left on the topic
        for (String gone : published == null ? generation.retired() : published) {
            if (!keys.contains(gone)) {
                sent.add(producer.send(message(gone.getBytes(StandardCharsets.UTF_8), null)));
            }
        }
        awaitAll(sent); // the end marker must not be there before all that it ends
        awaitAll(List.of(producer.send(
                message(DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(generation.number())))));
        published = keys;
        publishDeletions(producer);
        publishedChanges = generation.changes();
        LOG.debugf("directory published, generation=%d records=%d", generation.number(), keys.size());
    }

    /** Once each: they belong to no generation, and whoever carries one out withdraws it when it is done. */
    private void publishDeletions(Producer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Deletion> deletions = accounts.unpublishedDeletions();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Deletion deletion : deletions) {
            sent.add(producer.send(message(DirectoryJson.key(deletion), DirectoryJson.write(deletion))));
        }
        awaitAll(sent);
        if (!deletions.isEmpty()) {
            accounts.published(deletions);
        }
    }

    private static ProducerRecord<byte[], byte[]> message(byte[] key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.DIRECTORY, 0, key, value);
    }

    private static void awaitAll(List<Future<RecordMetadata>> sent)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Future<RecordMetadata> one : sent) {
            one.get(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void awaitChange() {
        try {
            if (changed.tryAcquire(settings.changesInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private static void close(@Nullable Producer<byte[], byte[]> producer) {
        if (producer == null) {
            return;
        }
        try {
            producer.close(Duration.ofSeconds(2));
        } catch (KafkaException e) {
            LOG.debugf("producer not closed cleanly: %s", e.getMessage());
        }
    }
}
