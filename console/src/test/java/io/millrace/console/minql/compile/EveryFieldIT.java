package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Nothing sent is unreachable: one event with every column filled, each read by a formula, and every type of attribute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFieldIT {
    private static final long MICROS =
            Instant.parse("2026-11-05T06:07:08.123456Z").toEpochMilli() * 1000 + 456;
    private static final Map<String, Object> ATTRIBUTES = attributes();

    @TempDir
    static Path folder = Path.of(".");

    private @Nullable Runs runs;

    @BeforeAll
    void writeEvents() {
        EventFiles files = new EventFiles(folder);
        for (Signal signal : Signal.values()) {
            Map<String, Object> event = new HashMap<>();
            Columns.of(signal).forEach(column -> event.put(column.name(), valueOf(column)));
            event.put("org_id", QueryFixture.ORGANIZATION);
            event.put("integration_id", "int-1");
            Map<String, Object> attributes = new LinkedHashMap<>(ATTRIBUTES);
            Columns.of(signal).stream()
                    .filter(column -> column.isPromoted() && !Names.isReadByFormulas(column))
                    .forEach(column -> {
                        event.remove(column.name()); // as in rows that are older than the column
                        attributes.put(column.attributeKeys().get(0), valueOf(column));
                    });
            event.put("attributes", attributes);
            event.put("resource_attributes", Map.of("team.id", "platform", "only.resource", "r"));
            event.put("scope_attributes", Map.of("only-scope", "s", "team.id", "of scope"));
            event.put("temporality", "delta");
            event.put("kind", "histogram");
            files.write(signal, List.of(event));
        }
        runs = new Runs(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    @TestFactory
    List<DynamicTest> isReadByAFormula() {
        return List.of(Signal.values()).stream()
                .flatMap(signal -> Columns.of(signal).stream()
                        .filter(column -> !column.name().startsWith("src_"))
                        .map(column -> DynamicTest.dynamicTest(
                                signal + " " + column.name(),
                                () -> assertThat(runs().value(source(signal) + ".countIf(" + nameOf(signal, column)
                                                + " is not null)"))
                                        .isEqualTo(1.0))))
                .toList();
    }

    @TestFactory
    List<DynamicTest> attributesOfEveryTypeAreReadByKeyAndAlias() {
        return expectedAttributes().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(runs().property(source(Signal.LOGS), entry.getKey() + ".toText()"))
                                .isEqualTo(entry.getValue())))
                .toList();
    }

    @Test
    void exactNanosecondsStayExact() {
        assertThat(runs().property(source(Signal.LOGS), "timeUnixNano")).isEqualTo(Long.toString(MICROS * 1000 + 789));
    }

    @Test
    void theSourcePositionIsTheEventsId() {
        assertThat(runs().property(source(Signal.LOGS), "eventId")).isEqualTo("text:7:7:7");
    }

    @Test
    void aRecordsAttributeHidesThatOfScopeAndResource() {
        assertThat(runs().property(source(Signal.LOGS), "onlyResource")).isEqualTo("r");
        assertThat(runs().property(source(Signal.LOGS), "onlyScope")).isEqualTo("s");
        assertThat(runs().property(source(Signal.LOGS), "resourceAttribute('team.id')"))
                .isEqualTo("platform");
        assertThat(runs().property(source(Signal.LOGS), "scopeAttribute('team.id')"))
                .isEqualTo("of scope");
    }

    private static String source(Signal signal) {
        return "claudeCode." + signal.wireName();
    }

    private static String nameOf(Signal signal, Column column) {
        return switch (column.name()) {
            case "name" -> signal == Signal.LOGS ? "eventName" : "name";
            case "event_name" -> "rawEventName";
            case "resource_attributes" -> "resource";
            case "scope_attributes" -> "scope";
            case "value" -> "rawValue";
            default -> Names.alias(column.name());
        };
    }

    private static Object valueOf(Column column) {
        if (column.name().equals("time_unix_nano")) {
            return MICROS * 1000 + 789;
        }
        return switch (column.type()) {
            case STRING -> "text";
            case LONG, INT -> 7;
            case DOUBLE -> 7.5;
            case BOOLEAN -> true;
            case TIMESTAMP -> MICROS;
            case JSON -> List.of(1, 2);
        };
    }

    private static Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("a.text", "it's \"quoted\"");
        attributes.put("an_int", 42);
        attributes.put("a-double", 2.5);
        attributes.put("aBool", true);
        attributes.put("a list", List.of("x", 1));
        attributes.put("a.map", Map.of("in.ner", Map.of("deep", "down")));
        attributes.put("bytes", Map.of("$bytes", "AAE="));
        attributes.put("not.finite", Map.of("$double", "NaN"));
        attributes.put("Odd/Key~1[0]", "odd");
        attributes.put("$dollar", "d");
        attributes.put("größe", "g");
        attributes.put("five.words.in.one_key-name", "long");
        return attributes;
    }

    private static Map<String, String> expectedAttributes() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("attribute('a.text')", "it's \"quoted\"");
        expected.put("aText", "it's \"quoted\"");
        expected.put("anInt", "42");
        expected.put("aDouble", "2.5");
        expected.put("aBool", "true");
        expected.put("aList", "[\"x\",1]");
        expected.put("attributes['a list'][0]", "x");
        expected.put("get(attributes, '$[''a.map''][''in.ner''].deep')", "down");
        expected.put("aMap", "{\"in.ner\":{\"deep\":\"down\"}}");
        expected.put("get(attribute('bytes'), '$bytes')", "AAE=");
        expected.put("notFinite['$double']", "NaN");
        expected.put("attribute('Odd/Key~1[0]')", "odd");
        expected.put("oddKey10", "odd");
        expected.put("attribute('$dollar')", "d");
        expected.put("größe", "g");
        expected.put("fiveWordsInOneKeyName", "long");
        return expected;
    }

    private Runs runs() {
        return Objects.requireNonNull(runs);
    }
}
