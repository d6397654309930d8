package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs with crashes, late acknowledgements, records delivered twice and partitions that change hands. More runs:
 * {@code MILLRACE_SIMULATIONS=100000} in the environment.
 */
class SimulationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("MILLRACE_SIMULATIONS", "20000"));
    private static final long WINDOW_MILLIS = 60_000;

    @Test
    void everyAcceptedRecordIsInTheEventsInOrderWithoutGapsAndOnceAfterTheSinksRule() throws IOException {
        for (long seed = 0; seed < RUNS; seed++) {
            SimulatedCluster cluster = cluster(seed);

            cluster.run();

            List<String> kept = keptByTheSink(cluster.events(), seed);
            assertThat(kept).as("seed %d", seed).isEqualTo(expected(cluster));
        }
    }

    @Test
    void aDeadLetterIsNeverLostAndKeepsItsId() {
        for (long seed = 0; seed < RUNS / 10; seed++) {
            SimulatedCluster cluster = cluster(seed);
            cluster.appendBody("no JSON".getBytes(UTF_8));
            cluster.append(9_999, 1);

            cluster.run();

            TreeSet<String> ids = new TreeSet<>();
            cluster.deadLetters().forEach(letter -> ids.add(letter.id() + " " + letter.reason()));
            assertThat(ids)
                    .as("seed %d", seed)
                    .containsExactly("topicId:0:" + (cluster.raw().size() - 2) + ":-1 malformed_body");
        }
    }

    private static SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        Random random = new Random(seed);
        int requests = 1 + random.nextInt(12);
        for (int i = 0; i < requests; i++) {
            boolean repeat = i > 0 && random.nextInt(3) == 0;
            int request = repeat ? random.nextInt(i) : i;
            cluster.append(request, new Random(request).nextInt(5)); // the same request has the same bytes
        }
        return cluster;
    }

    /** The rule of design 5.4: only the successor of the last position is taken, what is at or below it is a repeat. */
    private static List<String> keptByTheSink(List<byte[]> events, long seed) throws IOException {
        List<String> kept = new ArrayList<>();
        @Nullable Position last = null;
        for (byte[] json : events) {
            JsonNode event = JSON.readTree(json);
            Position position = new Position(
                    event.at("/src_offset").asLong(), event.at("/src_index").asInt());
            if (last != null && position.compareTo(last) <= 0) {
                continue;
            }
            Position previous = event.has("prev")
                    ? new Position(
                            event.at("/prev/1").asLong(), event.at("/prev/2").asInt())
                    : null;
            assertThat(previous).as("no gap before %s, seed %d", position, seed).isEqualTo(last);
            last = position;
            kept.add(event.at("/src_offset").asLong() + " " + event.at("/name").asText());
        }
        return kept;
    }

    /** What one reading of the raw log says, repeats taken out. */
    private static List<String> expected(SimulatedCluster cluster) throws IOException {
        List<String> expected = new ArrayList<>();
        Map<String, Long> lastSeen = new HashMap<>();
        for (RawRecord record : cluster.raw()) {
            String body = new String(record.value(), UTF_8);
            Long before = lastSeen.put(body, record.appendedUnixMillis());
            if (before == null || record.appendedUnixMillis() - before > WINDOW_MILLIS) {
                for (JsonNode log : JSON.readTree(body).at("/resourceLogs/0/scopeLogs/0/logRecords")) {
                    expected.add(record.offset() + " " + log.at("/eventName").asText());
                }
            }
        }
        return expected;
    }

    private record Position(long offset, int ordinal) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byOffset = Long.compare(offset, other.offset);
            return byOffset != 0 ? byOffset : Integer.compare(ordinal, other.ordinal);
        }
    }
}
