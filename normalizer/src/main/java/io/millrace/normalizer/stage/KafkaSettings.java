package io.millrace.normalizer.stage;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of the normalizer's own Kafka clients; what stands under {@code kafka.} holds for them and for the channels. */
@Singleton
class KafkaSettings {
    private static final int MAX_REQUEST_OVERHEAD_BYTES = 16 * 1024;

    private final Map<String, Object> common;
    private final NormalizerConfig config;

    KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> common, NormalizerConfig config) {
        this.common = Map.copyOf(common);
        this.config = config;
    }

    /** Settings of an admin client, or of one that adds its own. */
    Map<String, Object> client(String purpose) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "millrace-normalizer-" + purpose);
        return settings;
    }

    /** Settings of a consumer outside any group. */
    Map<String, Object> reader(String purpose) {
        Map<String, Object> settings = client(purpose);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    /** Settings of the producer of the ledger: it never holds up anything. */
    Map<String, Object> ledgerProducer() {
        Map<String, Object> settings = client("ledger");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        return settings;
    }

    /** Settings of the events' producer: it waits for the broker without end and never reorders. */
    Map<String, Object> eventProducer(String signal) {
        Map<String, Object> settings = client("events-" + signal);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // a broker that knows nothing of the producer yet takes any first sequence number: with a second request on
        // its way, that one would overtake a first one that a new leader refuses, which then is out of order for ever
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        settings.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG, config.producer().buffer().asLongValue());
        settings.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.toIntExact(config.maxEventSize().asLongValue() + MAX_REQUEST_OVERHEAD_BYTES));
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(
                ProducerConfig.LINGER_MS_CONFIG,
                Math.toIntExact(config.producer().linger().toMillis()));
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.producer().compression());
        return settings;
    }
}
