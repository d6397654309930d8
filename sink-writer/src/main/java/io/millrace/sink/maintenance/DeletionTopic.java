package io.millrace.sink.maintenance;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Deletions in Kafka: published to the directory, and looked for in the topics that may still hold what they cover. */
final class DeletionTopic {
    private static final long LIMIT_SECONDS = 30;

    private final Map<String, Object> settings;

    DeletionTopic(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** Publishes a deletion; returns once all in-sync replicas have it. */
    void publish(Deletion deletion) {
        send(deletion, DirectoryJson.write(deletion));
    }

    /** Takes a deletion out of the directory: nothing that it covers is left to come back. */
    void withdraw(Deletion deletion) {
        send(deletion, null);
    }

    /** Whether raw topics, events topics and dead letters hold only records that were written after a time. */
    boolean holdOnlyLater(Instant time) {
        List<String> topics = new ArrayList<>(List.of(Topics.DEAD_LETTERS));
        for (Signal signal : Signal.values()) {
            topics.add(Topics.raw(signal));
            topics.add(Topics.events(signal));
        }
        try (Admin admin = Admin.create(clients())) {
            List<TopicPartition> partitions = new ArrayList<>();
            answer(admin.describeTopics(topics).allTopicNames())
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
            Map<TopicPartition, ListOffsetsResultInfo> first = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, ListOffsetsResultInfo> end = offsets(admin, partitions, OffsetSpec.latest());
            Map<TopicPartition, ListOffsetsResultInfo> later =
                    offsets(admin, partitions, OffsetSpec.forTimestamp(time.toEpochMilli() + 1));
            return partitions.stream()
                    .allMatch(one -> offset(first, one) == offset(end, one)
                            || (offset(later, one) >= 0 && offset(later, one) <= offset(first, one)));
        }
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo info = offsets.get(partition);
        if (info == null) {
            throw new IllegalStateException("the broker told no offset of " + partition);
        }
        return info.offset();
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        return answer(
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec)))
                        .all());
    }

    private void send(Deletion deletion, byte @Nullable [] value) {
        Map<String, Object> producerSettings = clients();
        producerSettings.put(ProducerConfig.ACKS_CONFIG, "all");
        producerSettings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producerSettings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        producerSettings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producerSettings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        byte[] key = DirectoryJson.key(deletion);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerSettings)) {
            answer(producer.send(new ProducerRecord<>(Topics.DIRECTORY, 0, key, value)));
        }
    }

    /** What every kind of client takes. */
    private Map<String, Object> clients() {
        Map<String, Object> shared = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.equals("bootstrap.servers") || key.matches("(security|sasl|ssl)\\..*")) {
                shared.put(key, value);
            }
        });
        return shared;
    }

    private static <T> T answer(java.util.concurrent.Future<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not answer", e);
        }
    }

    private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future) {
        return answer(
                (java.util.concurrent.Future<T>) future.toCompletionStage().toCompletableFuture());
    }
}
