package io.millrace.directory;

import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directory topic from its beginning on a thread of its own and goes on following it. Ready once it has read up to
 * the end that the topic had at the start and has seen a complete generation; from then on it serves what it has, also when
 * the broker or the console is gone.
 */
public final class DirectoryFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DirectoryFollower.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DirectoryState state = new DirectoryState();
    private final DirectoryFreshness freshness = new DirectoryFreshness(Clock.systemUTC());
    private final Map<String, Object> settings;
    private final Thread thread;
    private final CountDownLatch readToEnd = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile Runnable onChange = () -> {};

    /**
     * Prepares a follower; {@link #start()} starts it.
     *
     * @param name name of the thread
     * @param kafkaSettings settings of the Kafka client, {@code bootstrap.servers} at least
     */
    public DirectoryFollower(String name, Map<String, Object> kafkaSettings) {
        settings = new HashMap<>(kafkaSettings);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // the topic is compacted: its start is the truth
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Starts following. Call once. */
    public void start() {
        thread.start();
    }

    /** Calls this after every batch of changes, on the follower's thread; it must be quick. Set before {@link #start()}. */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Whether the state can be trusted: read to the end once, with a complete generation in it. */
    public boolean isReady() {
        return readToEnd.getCount() == 0 && state.completeGeneration() > 0;
    }

    /**
     * Waits until the topic was read up to the end that it had at the start: from then on every deletion is known, though
     * perhaps no complete generation.
     *
     * @return false if the limit was reached before
     */
    public boolean awaitRead(Duration limit) {
        try {
            return readToEnd.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The state; empty until {@link #isReady()}. */
    public DirectoryState state() {
        return state;
    }

    /** How late the state is. */
    public DirectoryFreshness freshness() {
        return freshness;
    }

    /** Stops following and waits up to five seconds for the thread. */
    @Override
    public void close() {
        stopping.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup(); // an interrupt would make the client log an error while it closes
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping()) {
            try (Consumer<byte[], byte[]> client = new KafkaConsumer<>(settings)) {
                consumer = client;
                follow(client);
            } catch (WakeupException e) {
                LOG.debug("directory follower stops");
            } catch (KafkaException e) {
                LOG.warnf("directory topic cannot be read, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> client) {
        client.assign(List.of(PARTITION));
        client.seekToBeginning(List.of(PARTITION));
        long end = client.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (!isStopping()) {
            var records = client.poll(POLL);
            records.forEach(this::apply);
            if (readToEnd.getCount() > 0 && client.position(PARTITION) >= end) {
                readToEnd.countDown();
                LOG.infof("directory read to its end, offset=%d generation=%d", end, state.completeGeneration());
            }
            if (!records.isEmpty()) {
                onChange.run();
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> message) {
        try {
            DirectoryMessage read = DirectoryJson.read(message.key(), message.value());
            state.apply(read);
            freshness.applied(
                    message.offset(),
                    message.timestamp(),
                    readToEnd.getCount() == 0,
                    read instanceof DirectoryMessage.GenerationEnd);
        } catch (IllegalArgumentException e) {
            LOG.errorf("directory record skipped, offset=%d: %s", message.offset(), e.getMessage());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Waits before the next try, or until the end. */
    private void pause() {
        try {
            boolean stops = stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debugf("directory follower goes on, stopping=%s", stops);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
