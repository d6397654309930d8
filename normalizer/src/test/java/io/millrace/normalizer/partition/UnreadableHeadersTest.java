package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Raw records whose headers do not say whose they are, or under which policy they came. */
class UnreadableHeadersTest {
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topicId", 0);
    private static final byte[] BODY = ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":9,"
                    + "\"body\":{\"stringValue\":\"hidden then\"}}]}]}]}")
            .getBytes(UTF_8);

    private final List<String> events = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Treatment open = new Treatment(
            CompiledPolicy.compile(new RedactionPolicy(false, false, List.of()), new HmacKeys(new byte[16], "o")),
            Erasure.NONE);

    @Test
    void withoutAnOwnerItIsADeadLetterAndCountedAsOfNobody() {
        Outcome outcome = normalize(new RecordHeaders());

        assertThat(letters).extracting(DeadLetter::reason).containsExactly("invalid_headers");
        assertThat(outcome.tallies())
                .extracting(Tally::organization, Tally::integration, Tally::outcome, Tally::reason, Tally::records)
                .containsExactly(tuple("unknown", "unknown", Tally.Outcome.DEAD_LETTERED, "invalid_headers", 1L));
    }

    @Test
    void withoutAReadablePolicyItKeepsItsOwnerAndShowsNoText() {
        RecordHeaders headers = headers();
        headers.add("millrace-policy", "no policy".getBytes(UTF_8));

        Outcome outcome = normalize(headers);

        assertThat(letters).isEmpty();
        assertThat(events).singleElement().asString().contains("\"org_id\":\"org\"", "invalid_policy");
        assertThat(events).noneMatch(event -> event.contains("hidden then"));
        assertThat(outcome.tallies())
                .extracting(Tally::organization, Tally::integration, Tally::outcome, Tally::records)
                .containsExactly(tuple("org", "int", Tally.Outcome.EMITTED, 1L));
    }

    @Test
    void aFailureToFindThePolicyIsTriedAgainAndThenADeadLetter() {
        failures.set(1);
        normalize(headers());
        assertThat(events).hasSize(1);

        failures.set(Integer.MAX_VALUE);
        Outcome outcome = normalize(headers());

        assertThat(letters).extracting(DeadLetter::reason).containsExactly("defect");
        assertThat(outcome.tallies()).extracting(Tally::reason).contains("defect");
    }

    private Outcome normalize(RecordHeaders headers) {
        Splitter splitter =
                new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 100_000, Long.MAX_VALUE);
        RecordNormalizer normalizer = new RecordNormalizer(splitter, this::treatment, new DeadLetters(1_000), 3);
        RawRecord record = new RawRecord(0, 0, 1, headers, null, BODY);
        RepeatWindow window = new RepeatWindow(Duration.ofSeconds(60), 10);
        return normalizer.normalize(SOURCE, record, window, null, new Outgoing() {
            @Override
            public void event(byte[] json) {
                events.add(new String(json, UTF_8));
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                letters.add(letter);
            }
        });
    }

    private Treatment treatment(RawHeaders headers) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("no treatment for " + headers.integration());
        }
        return open;
    }

    private static RecordHeaders headers() {
        RecordHeaders headers = new RecordHeaders();
        new RawHeaders("org", "int", "key", 1, RequestDigest.of("int", BODY), 0, 1, null).writeTo(headers);
        return headers;
    }
}
