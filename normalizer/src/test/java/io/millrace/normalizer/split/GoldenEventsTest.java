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
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The events of every recorded request, byte for byte. The files under {@code golden} are never edited; with
 * {@code MILLRACE_GOLDEN_ADD=true} in the environment, missing ones are written.
 */
class GoldenEventsTest {
    private static final long RECEIVED_UNIX_MILLIS = 1_795_384_800_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Capture> captures() {
        return Captures.all().stream().filter(Capture::isJson).toList();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void keepsTheEventsOfARecordedRequest(Capture capture) throws IOException {
        String events = events(capture);

        addIfAsked(capture, events);
        assertThat(events).isEqualTo(golden(capture));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void writesOnlyColumnsOfTheSignal(Capture capture) throws IOException {
        Set<String> columns = Columns.of(capture.signal()).stream()
                .map(column -> column.name())
                .collect(Collectors.toCollection(TreeSet::new));
        columns.addAll(Set.of("v", "prev"));

        for (String line : events(capture).lines().toList()) {
            assertThat(fieldNames(line)).isSubsetOf(columns);
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void writesEveryRequiredColumn(Capture capture) throws IOException {
        List<String> required = Columns.of(capture.signal()).stream()
                .filter(column -> column.required())
                .map(column -> column.name())
                .toList();

        for (String line : events(capture).lines().toList()) {
            assertThat(fieldNames(line)).containsAll(required);
        }
    }

    @Test
    void hasRecordedRequestsOfEverySignal() {
        assertThat(captures())
                .hasSizeGreaterThan(80)
                .extracting(Capture::signal)
                .contains(Signal.values());
    }

    private static String events(Capture capture) {
        RawHeaders headers = new RawHeaders(
                "org1", "int1", "key1", RECEIVED_UNIX_MILLIS, RequestDigest.of("int1", capture.body()), 0, 1, null);
        RawOrigin origin = new RawOrigin(headers, "topicIdForTests", 1, 3, 42);
        Splitter splitter =
                new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE);
        Split split = splitter.split(
                origin,
                capture.signal(),
                capture.body(),
                new Treatment(
                        CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org1")),
                        Erasure.NONE),
                null);
        return split.events().stream()
                .map(event -> new String(event.json(), UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> fieldNames(String line) throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode event = JSON.readTree(line);
        event.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String golden(Capture capture) throws IOException {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/" + capture + ".events")) {
            assertThat(file).as("golden file of %s", capture).isNotNull();
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private static void addIfAsked(Capture capture, String events) throws IOException {
        Path source = Path.of("src/test/resources/golden/" + capture + ".events");
        if ("true".equals(System.getenv("MILLRACE_GOLDEN_ADD")) && Files.notExists(source)) {
            Files.createDirectories(source.getParent());
            Files.writeString(source, events);
        }
    }
}
