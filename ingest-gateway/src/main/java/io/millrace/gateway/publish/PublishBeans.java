package io.millrace.gateway.publish;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.config.KafkaSettings;
import io.millrace.gateway.metrics.GatewayMetrics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Opens the connection to Kafka. */
@Singleton
class PublishBeans {
    private static final Duration PROBE_PAUSE = Duration.ofMillis(500);
    /** Beyond the budget: headers and the unused rest of batches. */
    private static final long BUFFER_MARGIN_BYTES = 16L * 1024 * 1024;

    @Produces
    @Singleton
    KafkaLink kafkaLink(GatewayConfig config, KafkaSettings kafka, GatewayMetrics metrics) {
        int maxRecordBytes = Math.toIntExact(config.kafka().maxRecord().asLongValue());
        Map<String, Object> settings = ProducerSettings.of(
                kafka.common("producer"),
                config.memory().inFlight().asLongValue() + BUFFER_MARGIN_BYTES,
                maxRecordBytes,
                config.kafka().deliveryTimeout(),
                config.kafka().compression());
        Breaker breaker = new Breaker(config.kafka().breakerAge(), PROBE_PAUSE);
        return KafkaLink.start(
                () -> new KafkaProducer<>(settings),
                breaker,
                config.kafka().answerWithin(),
                maxRecordBytes,
                metrics::kafkaLatency);
    }

    void close(@Disposes KafkaLink link) {
        link.close();
    }

    @Produces
    @Singleton
    RawTopics rawTopics(KafkaLink link) {
        return link.rawTopics();
    }
}
