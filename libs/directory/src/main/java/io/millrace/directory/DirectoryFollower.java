package io.millrace.directory;

import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.topic.Topics;
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
    private final Map<String, Object> settings;
    private final Thread thread;
    private final CountDownLatch readToEnd = new CountDownLatch(1);
    private volatile boolean closed;
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

    /** Stops following and waits up to five seconds for the thread. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
                follow(consumer);
            } catch (org.apache.kafka.common.errors.InterruptException | WakeupException e) {
                LOG.debug("directory follower stops");
            } catch (KafkaException e) {
                LOG.warnf("directory topic cannot be read, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (!closed) {
            var records = consumer.poll(POLL);
            records.forEach(this::apply);
            if (readToEnd.getCount() > 0 && consumer.position(PARTITION) >= end) {
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
            state.apply(DirectoryJson.read(message.key(), message.value()));
        } catch (IllegalArgumentException e) {
            LOG.errorf("directory record skipped, offset=%d: %s", message.offset(), e.getMessage());
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
