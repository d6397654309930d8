package io.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The gateway's clients take what is set for the Kafka clients of all stages. */
class KafkaSettingsTest {
    @Test
    void securityOfAllStagesIsTheGatewaysToo() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "brokers:9093",
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                                "KAFKA_SASL_JAAS_CONFIG", "login",
                                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM"),
                        300))
                .build();

        assertThat(KafkaSettings.shared(config))
                .isEqualTo(Map.of(
                        "bootstrap.servers", "brokers:9093",
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", "login",
                        "ssl.truststore.type", "PEM"));
    }

    @Test
    void whatIsForAnotherKindOfClientIsLeftAlone() {
        assertThat(KafkaSettings.shared(config(Map.of(
                        "kafka.bootstrap.servers", "brokers:9092",
                        "kafka.group.instance.id", "one",
                        "kafka.linger.ms", "5",
                        "kafka.port", "tcp://10.0.0.1:9092"))))
                .isEqualTo(Map.of("bootstrap.servers", "brokers:9092"));
    }

    @Test
    void withoutBrokersItSaysWhatIsMissing() {
        assertThatThrownBy(() -> KafkaSettings.shared(config(Map.of())))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 300))
                .build();
    }
}
