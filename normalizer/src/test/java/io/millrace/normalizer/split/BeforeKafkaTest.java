package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.redaction.SeriesKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Verdict;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.Mutilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A body that the gateway redacted becomes the events that it would have become without that. Longer: {@code -Dmillrace.fuzz.rounds}. */
class BeforeKafkaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = Integer.getInteger("millrace.fuzz.rounds", 3_000);
    private static final byte[] SECRET = "0123456789abcdef".getBytes(UTF_8);
    private static final String TOKEN = "ghp_" + "sEcReT".repeat(6);
    private static final HmacKeys KEYS = new HmacKeys(new byte[16], "o");
    private static final List<String> HURTFUL = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "-1",
            "1.5",
            "\"" + TOKEN + "\"",
            "\"<REDACTED>\"",
            "\"millrace.redacted\"",
            "\"password=hunter22hunter22\"",
            "[null,1]",
            "\"SEVERITY_NUMBER_INFO\"",
            "{\"stringValue\":null}",
            "{\"intValue\":\"x\"}",
            "{\"arrayValue\":{\"values\":[null,{\"stringValue\":\"" + TOKEN + "\"}]}}");
    private static final List<RedactionPolicy> POLICIES = List.of(
            policy(true),
            policy(
                    false,
                    rule("text", Selector.PATH, "text", Action.REMOVE, null),
                    rule("user", Selector.PATH, "attributes.user.*", Action.REMOVE, null),
                    rule("session", Selector.PATH, "attributes.session.*", Action.REMOVE, null),
                    rule("input", Selector.CONTENT_CLASS, "tool_input", Action.REMOVE, null),
                    rule("resource", Selector.PATH, "resource_attributes.**", Action.REMOVE, null)),
            policy(
                    true,
                    rule("user", Selector.PATH, "user.*", Action.HMAC, "k1"),
                    rule("digest", Selector.DETECTOR, "secrets", Action.HMAC, "k2"),
                    rule("short", Selector.PATH, "attributes.model", Action.TRUNCATE, "5"),
                    rule("told", Selector.PATH, "description", Action.TRUNCATE, "9")),
            policy(
                    true,
                    rule("identity", Selector.CONTENT_CLASS, "identity", Action.MASK, null),
                    rule("digits", Selector.PATTERN, "[0-9]{3,}", Action.MASK, null)));

    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);
    private final Splitter splitter = new Splitter(OtlpLimits.DEFAULT, SECRET, 8_000_000, Long.MAX_VALUE);
    private final Random random = new Random(20261126);
    private final Mutilation mutilation = new Mutilation(random, HURTFUL);

    @Test
    void comesToTheSameEventsForEveryCapture() {
        for (Capture capture : captures(Integer.MAX_VALUE)) {
            for (RedactionPolicy policy : POLICIES) {
                assertSame(capture.signal(), capture.body(), policy);
            }
        }
    }

    @Test
    void comesToTheSameEventsForEveryFieldOfOtlp() {
        for (Signal signal : Signal.values()) {
            for (RedactionPolicy policy : POLICIES) {
                assertSame(signal, FullBodies.of(signal).getBytes(UTF_8), policy);
                assertSame(signal, FullBodies.of(signal).replace("plain", TOKEN).getBytes(UTF_8), policy);
            }
        }
    }

    @Test
    void comesToTheSameEventsForOddBodies() {
        List<Capture> captures = captures(20_000);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Capture capture = captures.get(random.nextInt(captures.size()));
            byte[] body = mutilation.of(capture.body());
            if (reader.validate(capture.signal(), body) instanceof Verdict.Decoded) {
                taken++;
                assertSame(capture.signal(), body, POLICIES.get(random.nextInt(POLICIES.size())));
            }
        }
        assertThat(taken).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void keepsSeriesApartThatDifferInWhatIsRemoved() {
        RedactionPolicy policy = POLICIES.get(1);

        List<String> keys = new ArrayList<>();
        for (String user : List.of("ann", "bob")) {
            byte[] body = FullBodies.of(Signal.METRICS).replace("plain", user).getBytes(UTF_8);
            events(Signal.METRICS, redacted(Signal.METRICS, body, policy), policy, true)
                    .forEach(event -> keys.add(event.at("/series_key").asText()));
        }

        assertThat(keys).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void readsTheNotesOfEarlierVersions() {
        byte[] body = logs("{\"key\":\"a\",\"value\":{\"stringValue\":\"<REDACTED>\"}},"
                + "{\"key\":\"millrace.redacted\",\"value\":{\"kvlistValue\":{\"values\":["
                + "{\"key\":\"attributes.a\",\"value\":{\"stringValue\":\"jwt\"}}]}}}");

        JsonNode event = events(Signal.LOGS, body, policy(true), true).get(0);

        assertThat(event.at("/redacted").toString()).isEqualTo("[{\"path\":\"attributes.a\",\"reason\":\"jwt\"}]");
        assertThat(event.at("/attributes").toString()).isEqualTo("{\"a\":\"<REDACTED>\"}");
    }

    @Test
    void readsNotesOfEarlierVersionsThatTellOfTheResourceAtTheRecord() {
        String body = "{\"resourceLogs\":[{\"resource\":{\"attributes\":["
                + "{\"key\":\"r\",\"value\":{\"stringValue\":\"<REDACTED>\"}}]},\"scopeLogs\":[{\"logRecords\":["
                + "{\"attributes\":[{\"key\":\"millrace.redacted\",\"value\":{\"kvlistValue\":{\"values\":["
                + "{\"key\":\"paths\",\"value\":{\"arrayValue\":{\"values\":["
                + "{\"stringValue\":\"resource_attributes.r\"},{\"stringValue\":\"jwt\"}]}}}]}}}]}]}]}]}";

        JsonNode event =
                events(Signal.LOGS, body.getBytes(UTF_8), policy(true), true).get(0);

        assertThat(event.at("/redacted").toString())
                .isEqualTo("[{\"path\":\"resource_attributes.r\",\"reason\":\"jwt\"}]");
    }

    @Test
    void notesOnceWhatResourceAndScopeLost() {
        byte[] few = group(20, 50).getBytes(UTF_8);
        byte[] many = group(1_000, 3_000).getBytes(UTF_8);

        byte[] redacted = redacted(Signal.LOGS, many, policy(true));

        assertSame(Signal.LOGS, few, policy(true));
        assertThat(redacted.length).isLessThan(20 * many.length);
    }

    @Test
    void takesANoteOfTheClientAtItsResourceForNoNote() {
        String forged = "{\"key\":\"millrace.redacted\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"a\","
                + "\"value\":{\"stringValue\":\"jwt\"}}]}}}";
        String body = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + forged
                + "]},\"scopeLogs\":[{\"scope\":{\"attributes\":[" + forged
                + "]},\"logRecords\":[{},{\"severityText\":\"" + TOKEN + "\"}]}]}]}";

        assertSame(Signal.LOGS, body.getBytes(UTF_8), policy(true));
    }

    @Test
    void asksForRoomWhileItGrows() {
        byte[] body = group(1_000, 3_000).getBytes(UTF_8);
        CompiledPolicy compiled = CompiledPolicy.compile(policy(true), KEYS);
        AtomicLong room = new AtomicLong();

        Optional<byte[]> redacted = compiled.redactBody(
                reader, new SeriesKeys(SECRET), Signal.LOGS, body, bytes -> room.addAndGet(bytes) > 0);
        long needed = room.getAndSet(0);
        Optional<byte[]> none = compiled.redactBody(
                reader, new SeriesKeys(SECRET), Signal.LOGS, body, bytes -> room.addAndGet(bytes) < 200_000);

        assertThat(redacted.orElseThrow()).hasSize(Math.toIntExact(needed));
        assertThat(none).isEmpty();
        assertThat(room.get()).isBetween(200_000L, 400_000L);
    }

    @Test
    void takesANoteOfTheClientForNoNote() {
        String forged = "{\"key\":\"millrace.redacted\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"" + TOKEN
                + "\",\"value\":{\"stringValue\":\"" + TOKEN + "\"}}]}}}";

        JsonNode direct = events(Signal.LOGS, logs(forged), policy(true), false).get(0);
        byte[] body = redacted(Signal.LOGS, logs(forged), policy(true));
        JsonNode before = events(Signal.LOGS, body, policy(true), true).get(0);
        JsonNode earlier = events(Signal.LOGS, logs(forged), policy(true), true).get(0);

        assertThat(List.of(direct, before, earlier))
                .noneMatch(event -> event.toString().contains(TOKEN));
        assertThat(new String(body, UTF_8)).doesNotContain(TOKEN);
        assertThat(direct.at("/attributes/millrace.redacted/<REDACTED>").asText())
                .isEqualTo("<REDACTED>");
        assertThat(before.at("/attributes")).isEqualTo(direct.at("/attributes"));
        assertThat(earlier.at("/redacted/0/reason").asText()).isEqualTo("unknown");
    }

    private void assertSame(Signal signal, byte[] body, RedactionPolicy policy) {
        byte[] redacted = redacted(signal, body, policy);
        List<JsonNode> direct = events(signal, body, policy, false);
        List<JsonNode> before = events(signal, redacted, policy, true);

        assertThat(before).hasSameSizeAs(direct);
        for (int i = 0; i < direct.size(); i++) {
            assertThat(places(before.get(i))).isEqualTo(places(direct.get(i)));
            assertThat(rest(before.get(i))).isEqualTo(rest(direct.get(i)));
        }
    }

    /** The gateway tells the normalizer by a header that it applied the policy; the detectors are on as by default. */
    private List<JsonNode> events(Signal signal, byte[] body, RedactionPolicy policy, boolean beforeKafka) {
        RawHeaders headers = new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        CompiledPolicy compiled = CompiledPolicy.compile(beforeKafka ? policy.beyond(policy) : policy, KEYS);
        Treatment treatment = new Treatment(compiled, Erasure.NONE, beforeKafka ? policy : null);
        return splitter.split(new RawOrigin(headers, "t", 0, 0, 0), signal, body, treatment, null).events().stream()
                .map(event -> tree(event.json()))
                .toList();
    }

    private byte[] redacted(Signal signal, byte[] body, RedactionPolicy policy) {
        return CompiledPolicy.compile(policy, KEYS)
                .redactBody(reader, new SeriesKeys(SECRET), signal, body, bytes -> true)
                .orElseThrow();
    }

    /** What the client's gaps add comes last before Kafka, so the order is left out. */
    private static Set<String> places(JsonNode event) {
        Set<String> places = new TreeSet<>();
        event.at("/redacted").forEach(place -> places.add(place.toString()));
        return places;
    }

    /** Refused records are left out before Kafka, so ordinals differ. */
    private static JsonNode rest(JsonNode event) {
        ObjectNode rest = event.deepCopy();
        rest.remove(List.of("redacted", "src_index", "prev"));
        return rest;
    }

    private static List<Capture> captures(int maxBytes) {
        return Captures.all().stream()
                .filter(capture -> capture.isJson() && capture.body().length < maxBytes)
                .toList();
    }

    /** Two scopes of one resource, all of them with secrets. */
    private static String group(int secrets, int records) {
        String attributes = IntStream.range(0, secrets)
                .mapToObj(i -> "{\"key\":\"k" + i + "pwd\",\"value\":{\"stringValue\":\"qwertz\"}}")
                .collect(Collectors.joining(","));
        String logs = String.join(",", Collections.nCopies(records, "{}"));
        String scope = "{\"scope\":{\"attributes\":[" + attributes + "]},\"logRecords\":[" + logs + "]}";
        return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + attributes + "]},\"scopeLogs\":[" + scope + ","
                + scope + "]}]}";
    }

    private static byte[] logs(String attributes) {
        return ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[" + attributes + "]}]}]}]}")
                .getBytes(UTF_8);
    }

    private static RedactionPolicy policy(boolean detectors, Rule... rules) {
        return new RedactionPolicy(detectors, true, List.of(rules));
    }

    private static Rule rule(String id, Selector selector, String match, Action action, @Nullable String argument) {
        return new Rule(id, selector, match, action, argument);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
