package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret in every place of every signal that holds text, one after the other; none of them comes through. */
class CanaryTest {
    private static final String CANARY = "ghp_" + "cAnArYcAnArYcAnArYcAnArYcAnArYcAnArY";
    private static final String VALUES = """
            {"key":"text","value":{"stringValue":"§"}},
            {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"§"},{"intValue":"1"}]}}},
            {"key":"map","value":{"kvlistValue":{"values":[{"key":"deep","value":{"kvlistValue":{"values":[
              {"key":"deeper","value":{"stringValue":"§"}},{"key":"§","value":{"intValue":1}}]}}}]}}},
            {"key":"json","value":{"stringValue":"{\\"a\\":[{\\"b\\":\\"§\\"}]}"}},
            {"key":"json in json","value":{"stringValue":"{\\"a\\":\\"{\\\\\\"b\\\\\\":\\\\\\"§\\\\\\"}\\"}"}},
            {"key":"json key","value":{"stringValue":"{\\"§\\":[1, 2]}"}},
            {"key":"millrace.redacted","value":{"kvlistValue":{"values":[{"key":"§","value":{"stringValue":"§"}}]}}},
            {"key":"unreadable","value":{"intValue":"§"}},
            {"key":"db.password","value":{"intValue":"¤"}},
            {"key":"password","value":{"doubleValue":¤.5}},
            {"key":"api_key","value":{"arrayValue":{"values":[{"intValue":¤}]}}},
            {"key":"credentials","value":{"kvlistValue":{"values":[{"key":"a","value":{"intValue":¤}}]}}},
            {"key":"numbers","value":{"kvlistValue":{"values":[{"key":"secret","value":{"intValue":¤}}]}}},
            {"key":"numbers in json","value":{"stringValue":"{\\"x\\":[{\\"Cookie\\": ¤}]}"}},
            {"key":"object in json","value":{"stringValue":"{\\"private-key\\":{\\"a\\":[¤, true]}}"}},
            {"key":"json that was cut","value":{"stringValue":"{\\"secret\\":{\\"a\\":¤,\\"b\\":\\"no e"}},
            {"key":"§","value":{"boolValue":true}}
            """;
    private static final String NUMBER = "839274651";
    private static final String LOG = """
            {"resourceLogs":[{"schemaUrl":"§","resource":{"attributes":[%1$s]},"scopeLogs":[{"schemaUrl":"§",
             "scope":{"name":"§","version":"§","attributes":[%1$s]},"logRecords":[{"timeUnixNano":"1","severityText":"§",
             "eventName":"§","body":{"kvlistValue":{"values":[%1$s]}},"attributes":[%1$s]},
             {"timeUnixNano":"1","body":{"stringValue":"§"}}]}]}]}
            """;
    private static final String METRIC = """
            {"resourceMetrics":[{"resource":{"attributes":[%1$s]},"scopeMetrics":[{"scope":{"name":"§"},"metrics":[
             {"name":"§","description":"§","unit":"§","metadata":[%1$s],"sum":{"aggregationTemporality":1,"dataPoints":[
              {"timeUnixNano":"1800000000000000000","asInt":"1","attributes":[%1$s],
               "exemplars":[{"timeUnixNano":"1","asDouble":1.5,"filteredAttributes":[%1$s]}]}]}}]}]}]}
            """;
    private static final String SPAN = """
            {"resourceSpans":[{"resource":{"attributes":[%1$s]},"scopeSpans":[{"scope":{"name":"§"},"spans":[
             {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","name":"§","traceState":"§",
              "startTimeUnixNano":"1800000000000000000","endTimeUnixNano":"1800000000000000001","attributes":[%1$s],
              "status":{"code":2,"message":"§"},
              "events":[{"timeUnixNano":"1","name":"§","attributes":[%1$s]}],
              "links":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","traceState":"§",
                "attributes":[%1$s]}]}]}]}]}
            """;

    private final CompiledPolicy policy =
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org"));

    static Stream<Place> places() {
        List<Place> places = new ArrayList<>();
        Map.of(Signal.LOGS, LOG, Signal.METRICS, METRIC, Signal.TRACES, SPAN).forEach((signal, template) -> {
            String body = String.format(template, VALUES);
            addPlaces(places, signal, body, '§', CANARY);
            addPlaces(places, signal, body, '¤', NUMBER);
        });
        return places.stream();
    }

    private static void addPlaces(List<Place> places, Signal signal, String body, char mark, String canary) {
        for (int at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
            String before = harmless(body.substring(0, at));
            String after = harmless(body.substring(at + 1));
            places.add(new Place(signal, before + canary + after, canary, signal + "@" + at));
        }
    }

    private static String harmless(String part) {
        return part.replace("§", "plain").replace("¤", "1");
    }

    @ParameterizedTest
    @MethodSource("places")
    void noCanaryComesThrough(Place place) {
        assertThat(new String(
                        policy.redactBody(
                                        new OtlpReader(OtlpLimits.DEFAULT),
                                        new SeriesKeys(new byte[16]),
                                        place.signal(),
                                        place.body().getBytes(UTF_8),
                                        bytes -> true)
                                .orElseThrow(),
                        UTF_8))
                .doesNotContain(place.canary())
                .contains("<REDACTED>");
    }

    @ParameterizedTest
    @MethodSource("places")
    void noCanaryComesThroughABodyThatIsNoRecord(Place place) {
        assertThat(new String(policy.redactUnparsed(place.body().getBytes(UTF_8)), UTF_8))
                .doesNotContain(place.canary());
    }

    @ParameterizedTest
    @MethodSource("places")
    void theDryRunNamesThePlace(Place place) {
        assertThat(policy.dryRun(place.signal(), place.body().getBytes(UTF_8))).isNotEmpty();
    }

    private record Place(Signal signal, String body, String canary, String name) {
        @Override
        public String toString() {
            return name;
        }
    }
}
