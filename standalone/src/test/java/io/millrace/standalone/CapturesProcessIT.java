package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.BodyFacts;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what real clients send is read back as it was sent, once. */
class CapturesProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static StandaloneProcess process;
    private static MillraceClient client;

    @BeforeAll
    static void sendsEveryCaptureTwice() throws Exception {
        process = StandaloneProcess.start(Path.of(System.getProperty("millrace.jar")), folder.resolve("data"));
        client = MillraceClient.of(folder.resolve("data"));
        for (Capture capture : Captures.all()) {
            assertThat(client.send(capture).statusCode()).as("%s", capture).isEqualTo(capture.isJson() ? 200 : 415);
            assertThat(client.send(capture).statusCode()).as("%s", capture).isEqualTo(capture.isJson() ? 200 : 415);
        }
        for (Signal signal : Signal.values()) {
            long expected = BodyFacts.records(signal, json());
            Eventually.until(signal.tableName() + " hold " + expected, LIMIT, () -> count(signal, "true") >= expected);
        }
    }

    @AfterAll
    static void stops() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void everyRecordIsThereOnceAlthoughEachRequestCameTwice() {
        for (Signal signal : Signal.values()) {
            assertThat(count(signal, "true")).as(signal.tableName()).isEqualTo(BodyFacts.records(signal, json()));
        }
    }

    @Test
    void theReferenceListsEveryMetricThatIsShownAndNoOther() throws Exception {
        Map<String, Set<String>> listed = MetricsReference.listed();
        Eventually.until(
                "maintenance has looked at the tables",
                LIMIT,
                () -> shown().containsKey("millrace_maintenance_small_files"));
        Map<String, Set<String>> shown = shown();

        assertThat(shown)
                .hasSizeGreaterThan(40)
                .allSatisfy((name, tags) -> assertThat(listed).containsEntry(name, tags));
        Set<String> elsewhere = new TreeSet<>(listed.keySet());
        elsewhere.removeAll(shown.keySet());
        assertThat(MetricsReference.unknownToTheCode(elsewhere)).isEmpty();
    }

    @Test
    void everySessionHasTheRecordsOfItsBodies() throws Exception {
        for (Signal signal : Signal.values()) {
            Map<String, Long> sent = attributes(signal).stream()
                    .map(attributes -> attributes.get("session.id"))
                    .filter(Objects::nonNull)
                    .collect(Collectors.groupingBy(Object::toString, Collectors.counting()));
            Map<String, Long> stored = new java.util.HashMap<>();
            client.sql("select session_id, count(*) from " + signal.tableName()
                            + " where session_id is not null group by 1")
                    .forEach(row -> stored.put(row.get(0).asText(), row.get(1).asLong()));

            assertThat(stored).as(signal.tableName()).isEqualTo(sent);
        }
    }

    @Test
    void costsAndTokensAddUpToTheBodies() throws Exception {
        JsonNode row = client.sql("select sum(cost_usd), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens)"
                        + " from logs where name = 'api_request'")
                .get(0);

        assertThat(row.get(0).asDouble()).isEqualTo(sum("cost_usd"), within(1e-9));
        assertThat(row.get(1).asDouble()).isEqualTo(sum("input_tokens"));
        assertThat(row.get(2).asDouble()).isEqualTo(sum("output_tokens"));
        assertThat(row.get(3).asDouble()).isEqualTo(sum("cache_read_tokens"));
        assertThat(row.get(0).asDouble()).isPositive();
    }

    @Test
    void promptsReadBackWordForWord() throws Exception {
        List<String> stored = new ArrayList<>();
        client.sql("select prompt from logs where name = 'user_prompt'")
                .forEach(row -> stored.add(row.get(0).asText()));

        List<String> sent = attributes(Signal.LOGS).stream()
                .filter(attributes -> "user_prompt".equals(attributes.get("event.name")))
                .map(attributes -> String.valueOf(attributes.get("prompt")))
                .toList();
        assertThat(stored).isNotEmpty().containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void metricValuesAddUpToTheBodies() throws Exception {
        double stored = client.sql("select sum(value) from metrics where name = 'claude_code.cost.usage'")
                .get(0)
                .get(0)
                .asDouble();

        assertThat(stored)
                .isEqualTo(metricSum("claude_code.cost.usage"), within(1e-9))
                .isPositive();
    }

    @Test
    void aWithheldPromptReadsRedactedAndIsListed() throws Exception {
        long marked = client.number("select count(*) from logs where name = 'user_prompt' and prompt = '<REDACTED>'"
                + " and cast(redacted as varchar) like '%client%'");

        assertThat(marked).isPositive();
    }

    @Test
    void protobufIsRefusedWithTheVariableToSet() throws Exception {
        Capture protobuf = Captures.all().stream()
                .filter(capture -> !capture.isJson())
                .findFirst()
                .orElseThrow();

        HttpResponse<String> answer = client.send(protobuf);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("OTEL_EXPORTER_OTLP_PROTOCOL").contains("http/json");
    }

    private static List<Capture> json() {
        return Captures.all().stream().filter(Capture::isJson).toList();
    }

    private static List<Map<String, Object>> attributes(Signal signal) {
        return json().stream()
                .filter(capture -> capture.signal() == signal)
                .flatMap(capture -> BodyFacts.attributes(signal, capture.body()).stream())
                .toList();
    }

    private static double sum(String attribute) {
        ToDoubleFunction<Map<String, Object>> value =
                attributes -> attributes.get(attribute) instanceof Number number ? number.doubleValue() : 0;
        return attributes(Signal.LOGS).stream()
                .filter(attributes -> "api_request".equals(attributes.get("event.name")))
                .mapToDouble(value)
                .sum();
    }

    private static double metricSum(String name) {
        double sum = 0;
        for (Capture capture : json()) {
            if (capture.signal() == Signal.METRICS) {
                sum += BodyFacts.metricSum(name, capture.body());
            }
        }
        return sum;
    }

    private static long count(Signal signal, String condition) {
        try {
            return client.number("select count(*) from " + signal.tableName() + " where " + condition);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Map<String, Set<String>> shown() {
        return MetricsReference.shown(process.port());
    }
}
