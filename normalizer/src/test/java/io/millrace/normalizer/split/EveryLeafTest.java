package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that stands nowhere else in the place of each text and number of OTLP, one after the other; the events have it. */
class EveryLeafTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "1234567";
    private static final String TEXT = "unlike any other";
    private static final String ID = "0f1e2d3c4b5a6978";
    private static final Set<String> ENUMS = Set.of("kind", "code", "aggregationTemporality");

    static Stream<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            JsonNode body = JSON.readTree(FullBodies.of(signal));
            places(signal, body, body, "", places);
        }
        return places.stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    void isInAnEvent(Place place) {
        RawHeaders headers = new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        CompiledPolicy open =
                CompiledPolicy.compile(new RedactionPolicy(false, false, List.of()), new HmacKeys(new byte[16], "o"));

        Split split = new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE)
                .split(
                        new RawOrigin(headers, "t", 0, 0, 0),
                        place.signal(),
                        place.body().getBytes(UTF_8),
                        new Treatment(open, Erasure.NONE),
                        null);

        String events = split.events().stream()
                .map(event -> new String(event.json(), UTF_8))
                .collect(Collectors.joining());
        assertThat(split.leftOver()).isEmpty();
        assertThat(events).contains(place.value());
    }

    private static void places(Signal signal, JsonNode root, JsonNode node, String path, List<Place> places) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode before = object.get(name);
                String value = value(name, before);
                if (!value.isEmpty()) {
                    object.set(name, TextNode.valueOf(name.endsWith("raceId") ? value + value : value));
                    places.add(new Place(signal, root.toString(), path + "/" + name, value));
                    object.set(name, before);
                }
                places(signal, root, before, path + "/" + name, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode before = array.get(i);
                if (before.isValueNode()) {
                    array.set(i, TextNode.valueOf(NUMBER));
                    places.add(new Place(signal, root.toString(), path + "/" + i, NUMBER));
                    array.set(i, before);
                }
                places(signal, root, before, path + "/" + i, places);
            }
        }
    }

    /** What can stand in its place, empty for what has no value of its own: booleans, enums and bytes. */
    private static String value(String name, JsonNode before) {
        if (!before.isValueNode() || before.isBoolean() || ENUMS.contains(name) || name.equals("bytesValue")) {
            return "";
        }
        if (name.endsWith("Id")) {
            return ID;
        }
        boolean number = before.isNumber() || before.asText().matches("-?[0-9]+|NaN|Infinity");
        return number ? NUMBER : TEXT;
    }

    private record Place(Signal signal, String body, String path, String value) {
        @Override
        public String toString() {
            return signal + path;
        }
    }
}
