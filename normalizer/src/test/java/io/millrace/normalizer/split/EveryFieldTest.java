package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Bodies in which every field of OTLP is set: each is in the event, exact to the last digit. */
class EveryFieldTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATTRIBUTES =
            "{\"text\":\"plain\",\"yes\":true,\"int\":-9223372036854775808,\"double\":1.5,"
                    + "\"nan\":{\"$double\":\"NaN\"},\"bytes\":{\"$bytes\":\"AAEC\"},\"nothing\":null,\"list\":[\"in a list\",7],"
                    + "\"map\":{\"deep\":\"in a map\"},\"millrace.redacted\":{\"attributes.text\":\"jwt\"},"
                    + "\"tool_input\":\"{\\\"command\\\":\\\"ls\\\",\\\"diff\\\":{\\\"old\\\":\\\"a\\\",\\\"lines\\\":[\\\"b\\\"]}}\"}";

    @Nested
    class OfALogRecord {
        private final JsonNode event = events(Signal.LOGS).get(0);

        @Test
        void keepsTimesToTheNanosecond() {
            assertThat(event.at("/time").asLong()).isEqualTo(1_795_384_564_042_123L);
            assertThat(event.at("/time_unix_nano").asLong()).isEqualTo(1_795_384_564_042_123_456L);
            assertThat(event.at("/observed_time_unix_nano").asLong()).isEqualTo(1_795_384_564_042_123_457L);
        }

        @Test
        void keepsAttributesOfAllLevelsWithTheirTypes() {
            assertThat(event.at("/attributes").toString()).isEqualTo(ATTRIBUTES);
            assertThat(event.at("/resource_attributes").toString()).isEqualTo(ATTRIBUTES);
            assertThat(event.at("/scope_attributes").toString()).isEqualTo(ATTRIBUTES);
        }

        @Test
        void keepsEverythingElse() {
            assertThat(fields(
                            event,
                            "scope_name",
                            "scope_version",
                            "resource_schema_url",
                            "scope_schema_url",
                            "severity",
                            "severity_number",
                            "event_name",
                            "name",
                            "body",
                            "body_type",
                            "trace_id",
                            "span_id",
                            "dropped_attributes_count",
                            "resource_dropped_attributes_count",
                            "scope_dropped_attributes_count",
                            "otlp_flags"))
                    .containsExactly(
                            "scope",
                            "1.2",
                            "https://example.org/resource",
                            "https://example.org/scope",
                            "INFO",
                            "9",
                            "an event",
                            "an event",
                            "a body",
                            "string",
                            "0102030405060708090a0b0c0d0e0f10",
                            "0102030405060708",
                            "3",
                            "1",
                            "2",
                            "1");
        }
    }

    @Nested
    class OfMetrics {
        private final List<JsonNode> events = events(Signal.METRICS);

        @Test
        void areOneEventForEachPointWithItsMetric() {
            assertThat(events)
                    .extracting(event -> event.at("/kind").asText())
                    .containsExactly("gauge", "sum", "histogram", "exponentialHistogram", "summary");
            assertThat(fields(events.get(0), "name", "description", "unit", "value", "temporality"))
                    .containsExactly("a gauge", "of a gauge", "1", "Infinity", "");
            assertThat(events.get(0).at("/metadata").toString()).isEqualTo(ATTRIBUTES);
        }

        @Test
        void keepIntegersExact() {
            JsonNode sum = events.get(1);

            assertThat(sum.at("/value_int").asLong()).isEqualTo(Long.MAX_VALUE);
            assertThat(fields(sum, "temporality", "monotonic")).containsExactly("cumulative", "true");
        }

        @Test
        void flagAnUnsignedCountThatTheColumnCannotHold() {
            JsonNode histogram = events.get(2);

            assertThat(histogram.has("count")).isFalse();
            assertThat(histogram.at("/flags").toString()).contains("beyond_int64:count=18446744073709551615");
            assertThat(histogram.at("/bucket_counts").toString()).isEqualTo("[1,\"18446744073709551615\"]");
            assertThat(fields(histogram, "sum", "min", "max")).containsExactly("3.5", "1.0", "2.5");
            assertThat(histogram.at("/bounds").toString()).isEqualTo("[1.5]");
        }

        @Test
        void keepBucketsOfAnExponentialHistogram() {
            assertThat(events.get(3).at("/exponential").toString())
                    .isEqualTo("{\"scale\":-2,\"zero_count\":1,\"zero_threshold\":0.25,"
                            + "\"positive\":{\"offset\":-1,\"bucket_counts\":[1]},"
                            + "\"negative\":{\"offset\":2,\"bucket_counts\":[1]}}");
        }

        @Test
        void keepQuantilesThatAreNoNumber() {
            assertThat(events.get(4).at("/quantiles").toString())
                    .isEqualTo("[{\"quantile\":0.5,\"value\":1.0},{\"quantile\":1.0,\"value\":{\"$double\":\"NaN\"}}]");
        }

        @Test
        void keepExemplarsAndTheStartOfThePeriod() {
            assertThat(events.subList(0, 4)).allSatisfy(event -> {
                assertThat(event.at("/exemplars/0/attributes").toString()).isEqualTo(ATTRIBUTES);
                assertThat(event.at("/exemplars/0/value").asDouble()).isEqualTo(2.5);
                assertThat(event.at("/start_time_unix_nano").asLong()).isEqualTo(1_795_384_564_042_123_455L);
                assertThat(event.at("/otlp_flags").asLong()).isEqualTo(1);
            });
        }
    }

    @Nested
    class OfASpan {
        private final JsonNode event = events(Signal.TRACES).get(0);

        @Test
        void keepsIdsStateStatusFlagsAndCounts() {
            assertThat(fields(
                            event,
                            "trace_id",
                            "span_id",
                            "parent_span_id",
                            "trace_state",
                            "otlp_flags",
                            "span_kind",
                            "status",
                            "status_message",
                            "dropped_attributes_count",
                            "dropped_events_count",
                            "dropped_links_count",
                            "end_time_unix_nano",
                            "duration_ms"))
                    .containsExactly(
                            "0102030405060708090a0b0c0d0e0f10",
                            "0102030405060708",
                            "0102030405060709",
                            "vendor=state",
                            "257",
                            "client",
                            "error",
                            "a message",
                            "4",
                            "6",
                            "8",
                            "1795384564043123457",
                            "1.000001");
        }

        @Test
        void hasNoDurationWithoutAStart() {
            String body = FullBodies.of(Signal.TRACES).replaceAll("\"startTimeUnixNano\":\"\\d+\",", "");

            JsonNode endOnly = events(Signal.TRACES, body).get(0);

            assertThat(endOnly.at("/end_time_unix_nano").asLong()).isEqualTo(1_795_384_564_043_123_457L);
            assertThat(endOnly.has("duration_ms")).isFalse();
        }

        @Test
        void keepsEventsAndLinks() {
            assertThat(event.at("/events").toString())
                    .isEqualTo("[{\"time_unix_nano\":1795384564042123457,\"name\":\"an event\",\"attributes\":"
                            + ATTRIBUTES + ",\"dropped_attributes_count\":5}]");
            assertThat(event.at("/links").toString())
                    .isEqualTo("[{\"trace_id\":\"1102030405060708090a0b0c0d0e0f10\",\"span_id\":\"1102030405060708\","
                            + "\"trace_state\":\"other=state\",\"attributes\":" + ATTRIBUTES
                            + ",\"dropped_attributes_count\":7,\"flags\":1}]");
        }
    }

    @Test
    void promotesWellKnownAttributesOfRecordAndResource() {
        JsonNode event = events(Signal.LOGS, """
                {"resourceLogs":[{"resource":{"attributes":[
                 {"key":"team.name","value":{"stringValue":"Platform"}},
                 {"key":"department","value":{"stringValue":"R&D"}},
                 {"key":"cost_center","value":{"intValue":"4711"}},
                 {"key":"vcs.owner.name","value":{"stringValue":"acme"}}]},
                 "scopeLogs":[{"logRecords":[{"timeUnixNano":"1795384564042123456","attributes":[
                 {"key":"cache_creation_5m_tokens","value":{"intValue":5}},
                 {"key":"cache_creation_1h_tokens","value":{"stringValue":"60"}},
                 {"key":"cost_usd_micros","value":{"intValue":"1250"}},
                 {"key":"client_request_id","value":{"stringValue":"c-1"}},
                 {"key":"subagent_type","value":{"stringValue":"general"}},
                 {"key":"parent_agent_id","value":{"stringValue":"a-1"}},
                 {"key":"marketplace.name","value":{"stringValue":"builtin"}},
                 {"key":"vcs.ref.head.name","value":{"stringValue":"main"}},
                 {"key":"vcs.ref.head.revision","value":{"stringValue":"0815"}}]}]}]}]}
                """).get(0);

        assertThat(fields(event, "team_name", "department", "cost_center", "vcs_owner_name"))
                .containsExactly("Platform", "R&D", "4711", "acme");
        assertThat(fields(event, "cache_creation_5m_tokens", "cache_creation_1h_tokens", "cost_usd_micros"))
                .containsExactly("5", "60", "1250");
        assertThat(fields(
                        event,
                        "client_request_id",
                        "agent_type",
                        "parent_agent_id",
                        "marketplace_name",
                        "vcs_ref_head_name",
                        "vcs_ref_head_revision"))
                .containsExactly("c-1", "general", "a-1", "builtin", "main", "0815");
    }

    private static List<String> fields(JsonNode event, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(event.path(name).asText());
        }
        return values;
    }

    private static List<JsonNode> events(Signal signal) {
        return events(signal, FullBodies.of(signal));
    }

    private static List<JsonNode> events(Signal signal, String body) {
        RawHeaders headers =
                new RawHeaders("o", "i", "k", 1_795_384_565_000L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        Splitter splitter =
                new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE);
        CompiledPolicy policy = CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "o"));
        Split split = splitter.split(
                new RawOrigin(headers, "t", 0, 0, 0),
                signal,
                body.getBytes(UTF_8),
                new Treatment(policy, Erasure.NONE),
                null);
        List<JsonNode> events = new ArrayList<>();
        for (Split.Event event : split.events()) {
            try {
                events.add(JSON.readTree(event.json()));
            } catch (IOException e) {
                throw new AssertionError("an event is JSON", e);
            }
        }
        return events;
    }
}
