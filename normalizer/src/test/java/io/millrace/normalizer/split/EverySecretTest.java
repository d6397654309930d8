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
import io.millrace.redaction.SeriesKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Verdict;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A secret in the place of every text of every signal, one after the other: values, keys, texts in JSON inside texts, ids, times
 * and numbers. Whatever becomes of the record, an event or a dead letter, the secret is not in it.
 */
class EverySecretTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "ghp_" + "sEcReT".repeat(6);
    private static final int PLACES_AT_LEAST = 250;
    private static final OtlpReader READER = new OtlpReader(OtlpLimits.DEFAULT);
    private static final CompiledPolicy POLICY =
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "o"));

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
    void isFoundNowhereBehindTheNormalizer(Place place) {
        Split split = split(place.signal(), place.bytes(), null);

        int records = READER.validate(place.signal(), place.bytes()) instanceof Verdict.Decoded decoded
                ? decoded.records()
                : 1;
        assertThat(split.events().size() + split.leftOver().size()).isEqualTo(records);
        assertNoSecret(split);
    }

    @ParameterizedTest
    @MethodSource("places")
    void isFoundNowhereBehindTheGatewayWhereItRedactsBeforeKafka(Place place) {
        if (!(READER.validate(place.signal(), place.bytes()) instanceof Verdict.Decoded decoded)) {
            return; // refused whole
        }
        byte[] body = POLICY.redactBody(
                        READER, new SeriesKeys(new byte[16]), place.signal(), place.bytes(), bytes -> true)
                .orElseThrow();

        Split split = split(place.signal(), body, new RedactionPolicy(true, true, List.of()));

        assertThat(new String(body, UTF_8)).doesNotContain(SECRET);
        assertThat(split.events()).hasSize(decoded.acceptedRecords());
        assertNoSecret(split);
    }

    private static void assertNoSecret(Split split) {
        split.events()
                .forEach(event -> assertThat(new String(event.json(), UTF_8)).doesNotContain(SECRET));
        split.leftOver().forEach(input -> {
            assertThat(new String(input.payload(), UTF_8)).doesNotContain(SECRET);
            assertThat(input.description()).doesNotContain(SECRET);
        });
    }

    @Test
    void isTriedInEveryPlaceThatHoldsText() throws IOException {
        assertThat(places().toList()).hasSizeGreaterThan(PLACES_AT_LEAST);
    }

    private static Split split(Signal signal, byte[] body, @Nullable RedactionPolicy beforeKafka) {
        RawHeaders headers = new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        return new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE)
                .split(
                        new RawOrigin(headers, "t", 0, 0, 0),
                        signal,
                        body,
                        new Treatment(POLICY, Erasure.NONE, beforeKafka),
                        null);
    }

    private static void places(Signal signal, JsonNode root, JsonNode node, String path, List<Place> places)
            throws IOException {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                JsonNode before = object.get(name);
                if (before.isValueNode()) {
                    object.set(name, TextNode.valueOf(SECRET));
                    places.add(new Place(signal, root.toString(), path + "/" + name));
                    object.set(name, before);
                    jsonInside(signal, root, object, name, path, places);
                }
                places(signal, root, before, path + "/" + name, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places(signal, root, array.get(i), path + "/" + i, places);
            }
        }
    }

    private static void jsonInside(
            Signal signal, JsonNode root, ObjectNode object, String name, String path, List<Place> places)
            throws IOException {
        JsonNode before = object.get(name);
        if (!before.asText().startsWith("{")) {
            return;
        }
        List<Place> inner = new ArrayList<>();
        JsonNode tree = JSON.readTree(before.asText());
        places(signal, tree, tree, path + "/" + name + "!", inner);
        for (Place place : inner) {
            object.set(name, TextNode.valueOf(place.body()));
            places.add(new Place(signal, root.toString(), place.path()));
        }
        object.set(name, before);
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private record Place(Signal signal, String body, String path) {
        byte[] bytes() {
            return body.getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return signal + path;
        }
    }
}
