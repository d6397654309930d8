package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small body that becomes many large events, because each of them repeats a large resource. */
class EventsBudgetTest {
    private static final String SECRET = "ghp_" + "sEcReT".repeat(6);
    private static final int RESOURCE_BYTES = 1_000_000;
    private static final RawHeaders HEADERS =
            new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
    private static final RawOrigin ORIGIN = new RawOrigin(HEADERS, "t", 0, 0, 0);

    private final Treatment treatment = new Treatment(
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "o")), Erasure.NONE);

    @Test
    void isHandedOnEventByEventAndHeldByNobody() {
        Handed handed = new Handed(200);

        splitter(Long.MAX_VALUE).split(ORIGIN, Signal.LOGS, body(200), treatment, null, handed);

        assertThat(handed.events).hasSize(200);
        assertThat(handed.stillHeldAtTheEnd).isLessThan(10);
    }

    @Test
    void becomesEventsUpToTheLimitAndOneDeadLetterForTheRecordsBehind() {
        Split split = splitter(10L * RESOURCE_BYTES + 500_000).split(ORIGIN, Signal.LOGS, body(1_000), treatment, null);

        assertThat(split.events())
                .extracting(event -> event.position().ordinal())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(split.lastPosition()).isEqualTo(ORIGIN.position(9));
        assertThat(split.leftOver()).singleElement().satisfies(rest -> {
            assertThat(rest.ordinal()).isEqualTo(10);
            assertThat(rest.reason()).isEqualTo("events_too_large");
            assertThat(rest.records()).isEqualTo(990);
            assertThat(new String(rest.payload(), UTF_8)).contains("\"mark\"").doesNotContain(SECRET);
        });
    }

    @Test
    void isTheSameAtEveryRun() {
        Splitter splitter = splitter(3L * RESOURCE_BYTES);

        Split once = splitter.split(ORIGIN, Signal.LOGS, body(20), treatment, null);
        Split again = splitter.split(ORIGIN, Signal.LOGS, body(20), treatment, null);

        assertThat(again.events())
                .extracting(event -> new String(event.json(), UTF_8))
                .containsExactlyElementsOf(once.events().stream()
                        .map(event -> new String(event.json(), UTF_8))
                        .toList());
        assertThat(again.lastPosition()).isEqualTo(once.lastPosition());
    }

    private static Splitter splitter(long maxEventsBytes) {
        return new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, maxEventsBytes);
    }

    private static byte[] body(int records) {
        return ("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"large\",\"value\":{\"stringValue\":\""
                        + "x".repeat(RESOURCE_BYTES) + "\"}},{\"key\":\"mark\",\"value\":{\"stringValue\":\"" + SECRET
                        + "\"}}]},\"scopeLogs\":[{\"logRecords\":[" + "{},".repeat(records - 1) + "{}]}]}]}")
                .getBytes(UTF_8);
    }

    /** Lets every event go, and looks at the last one which are still in memory. */
    private static final class Handed implements Emission {
        private final List<WeakReference<byte[]>> events = new ArrayList<>();
        private final int expected;
        private int stillHeldAtTheEnd;

        Handed(int expected) {
            this.expected = expected;
        }

        @Override
        public void event(Split.Event event) {
            events.add(new WeakReference<>(event.json()));
            if (events.size() == expected) {
                System.gc();
                stillHeldAtTheEnd =
                        (int) events.stream().filter(held -> held.get() != null).count();
            }
        }

        @Override
        public void leftOver(Split.LeftOver input) {
            throw new AssertionError("nothing is left over: " + input.reason());
        }
    }
}
