package io.millrace.gateway.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.RawTopicTail;
import io.millrace.gateway.TestTenant;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.RawHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class RepliesIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final String POINT =
            "{\"timeUnixNano\":\"1700000000000000000\",\"count\":\"2\",\"sum\":3,\"bucketCounts\":[\"1\",\"1\"],";
    private static final String METRICS = Export.metrics("""
            {"name":"sum","sum":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1","asInt":"5"}]}},
            {"name":"gauge","gauge":{"dataPoints":[{"timeUnixNano":"1","asDouble":5}]}},
            {"name":"histogram","histogram":{"aggregationTemporality":1,"dataPoints":[§"explicitBounds":[1]}]}},
            {"name":"exponential","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[
              {"timeUnixNano":"1","count":"2","scale":1,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["2"]}}]}}
            """.replace("§", POINT));
    private static final String SPAN = Export.spans(
            "{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"s\"}");

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @ParameterizedTest(name = "RES-1, RES-2, RES-3, RES-4, CT-1, CT-6 for PATH-1, PATH-2, PATH-3: {0}")
    @CsvSource({"logs", "metrics", "traces"})
    void answersAnEmptyObjectWhereEverythingIsTaken(String signal) {
        String body = switch (signal) {
            case "logs" -> Export.logs("{\"timeUnixNano\":\"1700000000000000000\"}");
            case "metrics" -> METRICS;
            default -> SPAN;
        };

        RawReply reply = Export.of(TENANT).path(TENANT.path(signal)).body(body).reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo("{}");
    }

    @Test
    @DisplayName("ENC-7: several gzip members are one body")
    void takesConcatenatedMembers() {
        String body = Export.logs("{\"timeUnixNano\":\"1700000000000000001\"}");
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Export.gzip(body.substring(0, 20).getBytes(UTF_8)));
        members.writeBytes(Export.gzip(body.substring(20).getBytes(UTF_8)));

        RawReply reply = Export.of(TENANT)
                .header("Content-Encoding", "gzip")
                .body(members.toByteArray())
                .reply();

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("DUR-3: a retry of the same bytes")
    void givesARetryTheSameDigestAndPartition() {
        Export export = Export.of(TENANT).body(Export.logs("{\"timeUnixNano\":\"1700000000000000002\"}"));
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            export.reply();
            export.reply();

            var records = tail.next(2, it -> true);

            assertThat(RawHeaders.readDigest(records.get(0).headers()))
                    .isEqualTo(RawHeaders.readDigest(records.get(1).headers()));
            assertThat(records.get(0).partition()).isEqualTo(records.get(1).partition());
        }
    }

    @Test
    @DisplayName("CON-2: the server waits longer than any balancer")
    void keepsIdleConnectionsForMoreThanFiveMinutes() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.http.idle-timeout", Duration.class))
                .isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void showsWhatItDoesAsMeters() {
        Export.of(TENANT).body(SPAN).path(TENANT.path("traces")).reply();
        Export.of(TENANT).without("Authorization").reply();

        String meters =
                Export.of(TENANT).method("GET").path("/q/metrics").body("").replyOfAnyLength();

        assertThat(meters)
                .contains(
                        "millrace_gateway_requests_accepted_total{signal=\"traces\"}",
                        "millrace_gateway_records_accepted_total{signal=\"traces\"}",
                        "millrace_gateway_bytes_accepted_total{signal=\"traces\"}",
                        "millrace_gateway_requests_rejected_total{reason=\"missing_key\"}",
                        "millrace_gateway_kafka_latency_seconds_count",
                        "millrace_gateway_inflight_bytes",
                        "millrace_gateway_directory_age_seconds",
                        "millrace_gateway_directory_delay_seconds",
                        "millrace_gateway_loop_stall_ms");
        assertThat(meters.lines().filter(line -> line.startsWith("millrace_gateway_directory_age_seconds ")))
                .as("the directory is known")
                .noneMatch(line -> line.endsWith("NaN"));
        assertThat(meters.lines().filter(line -> line.startsWith("millrace_gateway_kafka_latency_seconds_count")))
                .noneMatch(line -> line.endsWith(" 0") || line.endsWith(" 0.0"));
    }
}
