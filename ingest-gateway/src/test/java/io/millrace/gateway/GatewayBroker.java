package io.millrace.gateway;

import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker for the gateway under test, with the directory of two tenants in it. */
public final class GatewayBroker implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        String bootstrapServers = TestBroker.shared().bootstrapServers();
        List<DirectoryRecord> records = new ArrayList<>(GatewayUnderTest.TENANT.records());
        records.addAll(GatewayUnderTest.OTHER.records());
        publish(bootstrapServers, 1, records);
        return Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "millrace.key-pepper", TestTenant.PEPPER,
                "millrace.gateway.body.max-bytes", "12M",
                "millrace.gateway.memory.in-flight", "48M",
                "millrace.gateway.body.timeout", "2s",
                "quarkus.http.test-port", "0",
                "quarkus.shutdown.delay", "0S",
                "quarkus.vertx.max-event-loop-execute-time", "5S");
    }

    @Override
    public void stop() {
        // the broker ends with the JVM
    }

    /** Publishes a complete generation. */
    @SuppressWarnings("FutureReturnValueIgnored") // flushed, and the gateway would not become ready
    public static void publish(String bootstrapServers, long generation, List<DirectoryRecord> records) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            records.forEach(record -> producer.send(new ProducerRecord<>(
                    Topics.DIRECTORY, DirectoryJson.key(record), DirectoryJson.write(record, generation))));
            producer.send(new ProducerRecord<>(
                    Topics.DIRECTORY, DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(generation)));
            producer.flush();
            producer.close(Duration.ofSeconds(10));
        }
    }
}
