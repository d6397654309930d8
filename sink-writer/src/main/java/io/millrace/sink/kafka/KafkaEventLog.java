package io.millrace.sink.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.sink.commit.EventLog;
import io.millrace.sink.commit.LogRecord;
import io.millrace.sink.commit.Polled;
import io.millrace.sink.commit.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An events topic, read as a member of a consumer group that only divides the partitions. */
public final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaEventLog.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration DISPLAY_LIMIT = Duration.ofSeconds(2);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private boolean paused;
    private boolean subscribed;
    private @Nullable AssignmentListener listener;

    private KafkaEventLog(String topic, Consumer<byte[], byte[]> consumer, Admin admin) {
        this.topic = topic;
        this.consumer = consumer;
        this.admin = admin;
    }

    /**
     * The topic, with a consumer and an administration client of its own.
     *
     * @param settings client settings, at least the bootstrap servers and the group
     */
    public static KafkaEventLog open(String topic, Map<String, Object> settings) {
        Map<String, Object> common = new HashMap<>(settings);
        common.keySet().removeIf(key -> !ClientSettings.isCommon(key));
        return new KafkaEventLog(
                topic,
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(common));
    }

    @Override
    public Polled poll(Duration timeout, AssignmentListener newListener) {
        listener = newListener;
        if (!subscribed) {
            consumer.subscribe(List.of(topic), new Rebalances());
            subscribed = true;
        }
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
            List<LogRecord> taken = new ArrayList<>(records.count());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                byte[] value = record.value();
                taken.add(new LogRecord(
                        record.partition(), record.offset(), record.timestamp(), value == null ? new byte[0] : value));
            }
            return new Polled(taken, Set.of());
        } catch (OffsetOutOfRangeException e) {
            return new Polled(
                    List.of(),
                    e.offsetOutOfRangePartitions().keySet().stream()
                            .map(TopicPartition::partition)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    @Override
    public void seek(int partition, long offset) {
        consumer.seek(new TopicPartition(topic, partition), offset);
    }

    @Override
    public String topicId() {
        try {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .get(topic);
            return requireNonNull(description, topic).topicId().toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while asking for the id of topic " + topic, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnavailableException("the broker does not say the id of topic " + topic, e);
        }
    }

    @Override
    public OffsetRange range(int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        return asking(() -> new OffsetRange(
                consumer.beginningOffsets(Set.of(wanted), ANSWER_LIMIT).getOrDefault(wanted, 0L),
                consumer.endOffsets(Set.of(wanted), ANSWER_LIMIT).getOrDefault(wanted, 0L)));
    }

    @Override
    public void pause() {
        paused = true;
        consumer.pause(consumer.assignment());
    }

    @Override
    public void resume() {
        paused = false;
        consumer.resume(consumer.paused());
    }

    @Override
    public void publish(Map<Integer, Long> nextOffsets) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        nextOffsets.forEach((partition, offset) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        try {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    LOG.debugf("group offsets were not published, topic=%s: %s", topic, failure.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.debugf("group offsets were not published, topic=%s: %s", topic, e.getMessage());
        }
    }

    /** Next offset of each assigned partition; asked for, since a paused client learns nothing by itself. Empty if nobody answers. */
    public Optional<Map<Integer, Long>> ends() {
        try {
            Map<Integer, Long> ends = new HashMap<>();
            consumer.endOffsets(consumer.assignment(), DISPLAY_LIMIT)
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
            return Optional.of(ends);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("the broker does not say the ends of topic %s: %s", topic, e.getMessage());
            return Optional.empty();
        }
    }

    /** What {@link #publish} has told the group, of the assigned partitions; empty if nobody answers. */
    public Map<Integer, Long> published() {
        Map<Integer, Long> published = new HashMap<>();
        try {
            consumer.committed(consumer.assignment(), DISPLAY_LIMIT).forEach((partition, offset) -> {
                if (offset != null) {
                    published.put(partition.partition(), offset.offset());
                }
            });
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("the broker does not say the group's offsets in topic %s: %s", topic, e.getMessage());
        }
        return published;
    }

    /** Makes a running poll return at once. The only method for another thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    /** Leaves the group. */
    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            admin.close();
        }
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new StoreUnavailableException("the broker does not answer", e);
        }
    }

    /** Nothing comes from a new partition before its seek: the offset is a placeholder that is never read from. */
    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> consumer.seek(partition, 0));
            consumer.pause(partitions);
            tell(partitions, AssignmentListener::assigned);
            if (paused) {
                consumer.pause(consumer.assignment());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(partitions, AssignmentListener::revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            tell(partitions, AssignmentListener::lost);
        }

        private void tell(
                Collection<TopicPartition> partitions, BiConsumer<AssignmentListener, Collection<Integer>> what) {
            if (listener != null) {
                what.accept(
                        listener,
                        partitions.stream().map(TopicPartition::partition).toList());
            }
        }
    }
}
