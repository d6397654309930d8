package io.millrace.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.config.GatewayConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnLimitsTest {
    private static final long SERVER_BODY = 64L * 1024 * 1024;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private static GatewayConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withConverter(MemorySize.class, 500, new MemorySizeConverter())
                .withConverter(Duration.class, 500, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertThat(OwnLimits.problems(config(Map.of()), SERVER_BODY, IDLE)).isEmpty();
    }

    @Test
    @DisplayName("SIZE-3: 64 MiB by default")
    void takesSixtyFourMebibytesByDefault() {
        assertThat(config(Map.of()).body().maxBytes().asLongValue()).isEqualTo(SERVER_BODY);
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.gateway.body.max-bytes, 100",
        "millrace.gateway.body.max-bytes, 80M",
        "millrace.gateway.body.inline-bytes, 2M",
        "millrace.gateway.body.max-compression-ratio, 1",
        "millrace.gateway.body.timeout, 0S",
        "millrace.gateway.memory.in-flight, 100M",
        "millrace.gateway.kafka.answer-within, 2S",
        "millrace.gateway.kafka.delivery-timeout, 8S",
        "millrace.gateway.kafka.max-record, 1K",
        "millrace.gateway.kafka.max-records, 999",
        "millrace.gateway.kafka.max-records, 1000001",
        "millrace.gateway.kafka.breaker-age, 0S",
        "millrace.gateway.connections.max-age, 0S",
        "millrace.gateway.connections.head-timeout, 0S",
        "millrace.gateway.dead-letters.max-record, 1G",
        "millrace.gateway.quota.window, 100MS",
        "millrace.gateway.quota.gateways, 0"
    })
    void namesTheSettingThatDoesNotFit(String name, String value) {
        List<String> problems = OwnLimits.problems(config(Map.of(name, value)), SERVER_BODY, IDLE);

        assertThat(problems)
                .isNotEmpty()
                .anyMatch(problem -> problem.contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    @Test
    @DisplayName("CON-2: an idle time-out that would cut pausing clients off")
    void refusesAnIdleTimeoutOfFiveMinutes() {
        assertThat(OwnLimits.problems(config(Map.of()), SERVER_BODY, Duration.ofMinutes(5)))
                .singleElement()
                .asString()
                .contains("quarkus.http.idle-timeout");
    }

    @Test
    void refusesAServerThatTakesLessThanTheGateway() {
        assertThat(OwnLimits.problems(config(Map.of()), SERVER_BODY - 1, IDLE))
                .singleElement()
                .asString()
                .contains("quarkus.http.limits.max-body-size");
    }

    @Test
    void comparesTheLargestRecordWithTheTopic() {
        TopicFacts topic = new TopicFacts("otlp.raw.logs", 1_000_000, 2, 1);

        assertThat(topic.problems(8_000_000))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("max.message.bytes of otlp.raw.logs is 1000000"))
                .anyMatch(problem -> problem.contains("min.insync.replicas of otlp.raw.logs is 2"));
    }
}
