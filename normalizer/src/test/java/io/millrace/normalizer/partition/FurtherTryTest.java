package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.normalizer.split.Emission;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A raw record whose first try fails after some of its events were handed on already. */
class FurtherTryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topicId", 0);
    private static final SourcePosition BEFORE = new SourcePosition("topicId", 0, 0, 6, 2);
    private static final CompiledPolicy POLICY =
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org"));
    private static final Treatment ALL = new Treatment(POLICY, Erasure.NONE);
    private static final List<String> USERS = List.of("a@b.c", "b@b.c", "c@b.c", "d@b.c", "e@b.c");

    private final Splitter splitter = new Splitter(OtlpLimits.DEFAULT, new byte[16], 1 << 20, 1 << 20);
    private final List<Treatment> treatments = new ArrayList<>();
    private final Sent sent = new Sent();
    private final RepeatWindow window = new RepeatWindow(Duration.ofSeconds(60), 1_000);
    private int failingTries = 1;
    private int tries;

    @Test
    void emitsAllWhereADeletionOfAUserCameBetweenTheTries() {
        treatments.addAll(List.of(ALL, deletionOf(Deletion.Identity.USER_EMAIL, USERS.get(1))));

        Outcome outcome = normalize(body(), 4);

        assertThat(tries).isEqualTo(2);
        assertIsOneChain();
        assertThat(outcome.last())
                .isNotNull()
                .extracting(SourcePosition::ordinal)
                .isEqualTo(4);
        assertThat(outcome.tallies())
                .extracting(Tally::outcome, Tally::records)
                .containsExactly(tuple(Tally.Outcome.EMITTED, 5L));
    }

    @Test
    void emitsAllWhereADeletionOfTheIntegrationCameBetweenTheTries() {
        treatments.addAll(List.of(ALL, deletionOf(null, null)));

        Outcome outcome = normalize(body(), 3);

        assertIsOneChain();
        assertThat(outcome.tallies()).extracting(Tally::outcome).containsExactly(Tally.Outcome.EMITTED);
    }

    @Test
    void leavesTheChainAsItWasWhereEverythingIsDeletedAtTheFirstTry() {
        treatments.add(deletionOf(null, null));

        Outcome outcome = normalize(body(), 3);

        assertThat(sent.events).isEmpty();
        assertThat(outcome.last()).isEqualTo(BEFORE);
        assertThat(outcome.tallies()).extracting(Tally::outcome).containsExactly(Tally.Outcome.DELETED);
    }

    @Test
    void handsOnALetterOnceThatStandsBetweenTheEvents() {
        treatments.add(ALL);
        String body = body().replace("\"timeUnixNano\":\"2\"", "\"timeUnixNano\":[]");

        Outcome outcome = normalize(body, 3);

        assertThat(ordinals()).containsExactly(0, 1, 3, 4);
        assertThat(sent.letters).extracting(DeadLetter::ordinal).containsExactly(2);
        assertThat(outcome.tallies())
                .extracting(Tally::outcome, Tally::records)
                .containsExactly(tuple(Tally.Outcome.EMITTED, 4L), tuple(Tally.Outcome.DEAD_LETTERED, 1L));
    }

    @Test
    void triesTheTreatmentAgainIfThatFailed() {
        int[] asked = {0};
        RecordNormalizer normalizer = normalizer(Integer.MAX_VALUE, 3, () -> {
            if (++asked[0] < 3) {
                throw new IllegalStateException("no policy");
            }
            return ALL;
        });

        normalizer.normalize(SOURCE, raw(body()), window, BEFORE, sent);

        assertThat(asked[0]).isEqualTo(3);
        assertIsOneChain();
    }

    @Test
    void saysInTheLetterOfADefectWhatWasEmittedBefore() {
        treatments.add(ALL);
        failingTries = Integer.MAX_VALUE;

        Outcome outcome = normalize(body(), 3);

        assertThat(ordinals()).containsExactly(0, 1);
        assertThat(outcome.last())
                .isNotNull()
                .extracting(SourcePosition::ordinal)
                .isEqualTo(1);
        DeadLetter letter = sent.letters.get(0);
        assertThat(letter.reason()).isEqualTo("defect");
        assertThat(letter.description()).endsWith("events of it up to record 1 were emitted: 2");
        assertThat(letter.id()).isEqualTo("topicId:0:7:-1:defect");
    }

    @Test
    void endsTheBatchWhereAnErrorMetASend() {
        treatments.add(ALL);
        sent.failure = new OutOfMemoryError("producer");

        assertThatThrownBy(() -> normalize(body(), Integer.MAX_VALUE))
                .isInstanceOf(RecordEmission.NotTaken.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);

        assertThat(tries).isEqualTo(1);
        assertThat(sent.letters).isEmpty();
    }

    @Test
    void endsTheBatchWhereAnErrorMetTheSendOfALetter() {
        treatments.add(ALL);
        sent.failure = new StackOverflowError();

        assertThatThrownBy(() -> normalize("{", Integer.MAX_VALUE)).isInstanceOf(RecordEmission.NotTaken.class);

        assertThat(tries).isEqualTo(1);
    }

    private Outcome normalize(String body, int failingEvent) {
        int[] asked = {0};
        return normalizer(failingEvent, 3, () -> treatments.get(Math.min(asked[0]++, treatments.size() - 1)))
                .normalize(SOURCE, raw(body), window, BEFORE, sent);
    }

    /** Fails before the event of that number, from 1, in each failing try. */
    private RecordNormalizer normalizer(int failingEvent, int maxAttempts, Supplier<Treatment> treatment) {
        return new RecordNormalizer(
                (origin, signal, body, told, previous, emission) -> {
                    boolean fails = ++tries <= failingTries;
                    Emission failing = failingAt(fails ? failingEvent : Integer.MAX_VALUE, emission);
                    return splitter.split(origin, signal, body, told, previous, failing);
                },
                headers -> treatment.get(),
                new DeadLetters(1_000),
                maxAttempts);
    }

    private static Emission failingAt(int number, Emission emission) {
        int[] events = {0};
        return new Emission() {
            @Override
            public void event(Split.Event event) {
                if (++events[0] == number) {
                    throw new IllegalStateException("defect");
                }
                emission.event(event);
            }

            @Override
            public void leftOver(Split.LeftOver input) {
                emission.leftOver(input);
            }
        };
    }

    private void assertIsOneChain() {
        assertThat(ordinals()).containsExactly(0, 1, 2, 3, 4);
        assertThat(sent.events)
                .extracting(event -> event.at("/prev").toString())
                .containsExactly("[0,6,2]", "[0,7,0]", "[0,7,1]", "[0,7,2]", "[0,7,3]");
    }

    private List<Integer> ordinals() {
        return sent.events.stream().map(event -> event.at("/src_index").asInt()).toList();
    }

    private static Treatment deletionOf(Deletion.@Nullable Identity identity, @Nullable String user) {
        return new Treatment(POLICY, Erasure.of(List.of(new Deletion("d", "org", "int", identity, user, 10))));
    }

    private static String body() {
        String records = IntStream.range(0, USERS.size())
                .mapToObj(i -> "{\"timeUnixNano\":\"" + i
                        + "\",\"attributes\":[{\"key\":\"user.email\",\"value\":{\"stringValue\":\"" + USERS.get(i)
                        + "\"}}]}")
                .collect(Collectors.joining(","));
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
    }

    private static RawRecord raw(String text) {
        byte[] body = text.getBytes(UTF_8);
        RequestDigest digest = RequestDigest.of("int", body);
        RecordHeaders headers = new RecordHeaders();
        new RawHeaders("org", "int", "key", 1, digest, 0, 1, null).writeTo(headers);
        return new RawRecord(7, 0, 1, headers, digest.toKey(), body);
    }

    private static final class Sent implements Outgoing {
        private final List<JsonNode> events = new ArrayList<>();
        private final List<DeadLetter> letters = new ArrayList<>();
        private @Nullable Error failure;

        @Override
        public void event(byte[] json) {
            fail();
            try {
                events.add(JSON.readTree(json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            fail();
            letters.add(letter);
        }

        private void fail() {
            Error error = failure;
            if (error != null) {
                throw error;
            }
        }
    }
}
