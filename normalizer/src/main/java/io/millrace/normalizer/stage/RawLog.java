package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.EventPosition;
import io.millrace.normalizer.partition.PartitionSource;
import io.millrace.normalizer.partition.RepeatWindow;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at raw topics beside the stream: their ids, what they still hold, and the minute before a record. Waits for the broker. */
class RawLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RawLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long TIMEOUT_SECONDS = 30;

    private final KafkaSettings settings;
    private final Admin admin;

    RawLog(KafkaSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(settings.client("admin"));
    }

    /** Id that the broker gave the topic. */
    String topicId(String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the id of " + topic, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker does not tell the id of " + topic, e);
        }
    }

    /** What the broker has of a partition now. */
    Range range(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = reader(partition)) {
            return new Range(earliest(consumer, partition), end(consumer, partition));
        }
    }

    /** Position of the newest event that came from this raw partition, null if the events topic has none of it at its end. */
    @Nullable
    SourcePosition lastEvent(Signal signal, PartitionSource source) {
        TopicPartition events = new TopicPartition(Topics.events(signal), source.partition());
        try (Consumer<byte[], byte[]> consumer = reader(events)) {
            long end = end(consumer, events);
            if (end <= earliest(consumer, events)) {
                return null;
            }
            consumer.seek(events, end - 1);
            while (consumer.position(events) < end) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    return EventPosition.of(message.value(), source);
                }
            }
            return null;
        }
    }

    /** First offset at or behind this one under which the broker has a record; the offset itself if there is none yet. */
    long firstOffsetFrom(TopicPartition partition, long offset) {
        try (Consumer<byte[], byte[]> consumer = reader(partition)) {
            long earliest = earliest(consumer, partition);
            consumer.seek(partition, Math.max(earliest, offset));
            long end = end(consumer, partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    return message.offset();
                }
            }
            return Math.max(earliest, offset);
        }
    }

    /**
     * Fills a window with what the partition held in the time before a record.
     *
     * @param nextOffset offset of the record
     * @param appendedUnixMillis when the broker appended it
     * @param length length of the window
     */
    void readBack(
            TopicPartition partition, long nextOffset, long appendedUnixMillis, Duration length, RepeatWindow window) {
        long fromMillis =
                Math.max(0, appendedUnixMillis - length.plus(RepeatWindow.SLACK).toMillis());
        try (Consumer<byte[], byte[]> consumer = reader(partition)) {
            OffsetAndTimestamp from =
                    consumer.offsetsForTimes(Map.of(partition, fromMillis)).get(partition);
            if (from == null || from.offset() >= nextOffset) {
                return;
            }
            consumer.seek(partition, from.offset());
            while (consumer.position(partition) < nextOffset) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    if (message.offset() < nextOffset) {
                        remember(message, window);
                    }
                }
            }
        }
        LOG.debugf("window read back partition=%s requests=%d", partition, window.size());
    }

    private static void remember(ConsumerRecord<byte[], byte[]> message, RepeatWindow window) {
        try {
            window.add(
                    RawHeaders.readDigest(message.headers()),
                    RawHeaders.readPartNumber(message.headers()),
                    message.offset(),
                    message.timestamp());
        } catch (IllegalArgumentException e) {
            LOG.debugf("raw record without digest offset=%d", message.offset());
        }
    }

    private Consumer<byte[], byte[]> reader(TopicPartition partition) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader("back-" + partition.topic() + "-" + partition.partition()));
        consumer.assign(List.of(partition));
        return consumer;
    }

    private static long earliest(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        Collection<TopicPartition> one = List.of(partition);
        return consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    }

    private static long end(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(TIMEOUT_SECONDS));
    }

    /**
     * Offsets of a partition.
     *
     * @param earliest first offset that the broker has
     * @param end offset of the next record
     */
    record Range(long earliest, long end) {}
}
