package io.millrace.sink.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of the Kafka clients, from the addresses and security settings that all stages share. */
public final class ClientSettings {
    /** What every kind of client takes from the shared ones, by the start of its name. */
    private static final List<String> COMMON =
            List.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "security.", "sasl.", "ssl.", "client.rack");

    private static final int RECORDS_A_POLL = 5_000;
    private static final int BYTES_A_FETCH = 16 * 1024 * 1024;
    private static final int BYTES_A_PARTITION = 2 * 1024 * 1024;
    private static final int LONGEST_COMMIT_MILLIS = 600_000;

    private ClientSettings() {}

    /**
     * For a writer's consumer.
     *
     * @param shared shared settings, at least the bootstrap servers
     * @param group consumer group
     */
    public static Map<String, Object> consumer(Map<String, String> shared, String group) {
        Map<String, Object> settings = common(shared);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        String member = shared.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (member != null) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
        }
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_A_FETCH);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_A_PARTITION);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_COMMIT_MILLIS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /** For a reader without a group. */
    public static Map<String, Object> reader(Map<String, String> shared) {
        return common(shared);
    }

    /** For the producer of dead letters. */
    static Map<String, Object> producer(Map<String, String> shared) {
        Map<String, Object> settings = common(shared);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    private static Map<String, Object> common(Map<String, String> shared) {
        Map<String, Object> settings = new HashMap<>();
        shared.forEach((key, value) -> {
            if (isCommon(key)) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    /** Whether every kind of client takes this setting: addresses and security. */
    static boolean isCommon(String key) {
        return COMMON.stream().anyMatch(key::startsWith);
    }
}
