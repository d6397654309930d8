package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs with crashes, late acknowledgements, records delivered twice and partitions that change hands. More runs:
 * {@code MILLRACE_SIMULATIONS=100000} in the environment.
 */
class SimulationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("MILLRACE_SIMULATIONS", "10000"));
    private static final long WINDOW_MILLIS = 60_000;
    private static final int WITH_RECORDS = 9_999;

    @Test
    void everyAcceptedRecordIsInTheEventsInOrderWithoutGapsAndOnceAfterTheSinksRule() throws IOException {
        for (long seed = 0; seed < RUNS; seed++) {
            SimulatedCluster cluster = cluster(seed);

            cluster.run();

            assertThat(names(keptByTheSink(cluster.events(), seed)))
                    .as("seed %d", seed)
                    .isEqualTo(expected(cluster, record -> true));
        }
    }

    @Test
    void theSameHoldsWhereTheLogLosesItsEndTheCommitItsMetadataAndDataIsDeleted() throws IOException {
        for (long seed = 0; seed < RUNS; seed++) {
            SimulatedCluster cluster = cluster(seed).withFaultsOfTheLog();

            cluster.run();

            List<JsonNode> events = keptByTheSink(cluster.events(), seed);
            assertThat(names(events.stream()
                            .filter(event -> stands(event, cluster))
                            .toList()))
                    .as("seed %d", seed)
                    .isEqualTo(expected(cluster, record -> !cluster.isDeleted(record.appendedUnixMillis())));
            assertThat(cluster.events()
                            .subList(
                                    cluster.eventsBeforeDeletion(),
                                    cluster.events().size()))
                    .as("nothing deleted comes back, seed %d", seed)
                    .noneMatch(event -> cluster.isDeleted(receivedMillis(event)));
        }
    }

    @Test
    void aDeadLetterIsNeverLostAndKeepsItsId() {
        for (long seed = 0; seed < RUNS / 10; seed++) {
            SimulatedCluster cluster = cluster(seed);
            cluster.appendBody("no JSON".getBytes(UTF_8));
            cluster.append(WITH_RECORDS);

            cluster.run();

            TreeSet<String> ids = new TreeSet<>();
            cluster.deadLetters().forEach(letter -> ids.add(letter.id()));
            assertThat(ids)
                    .as("seed %d", seed)
                    .containsExactly("topicId:0:" + (cluster.raw().size() - 2) + ":-1:malformed_body");
        }
    }

    private static SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        Random random = new Random(seed);
        int requests = 1 + random.nextInt(12);
        for (int i = 0; i < requests; i++) {
            boolean repeat = i > 0 && random.nextInt(3) == 0;
            int request = repeat ? random.nextInt(i) : i;
            cluster.append(request);
        }
        return cluster;
    }

    /**
     * What stays of the events, by the sink's rule: what stands at or before the last position is a repeat, and so is what an
     * older leader had; a predecessor behind the last position is a gap.
     */
    private static List<JsonNode> keptByTheSink(List<byte[]> events, long seed) throws IOException {
        List<JsonNode> kept = new ArrayList<>();
        @Nullable Position last = null;
        for (byte[] json : events) {
            JsonNode event = JSON.readTree(json);
            Position position = new Position(
                    event.at("/src_leader_epoch").asInt(),
                    event.at("/src_offset").asLong(),
                    event.at("/src_index").asInt());
            if (last != null && position.compareTo(last) <= 0) {
                continue;
            }
            if (event.has("prev")) {
                JsonNode prev = event.get("prev");
                Position previous = new Position(
                        prev.get(0).asInt(), prev.get(1).asLong(), prev.get(2).asInt());
                assertThat(last)
                        .as("something before %s, seed %d", position, seed)
                        .isNotNull();
                assertThat(previous)
                        .as("no gap before %s, seed %d", position, seed)
                        .isLessThanOrEqualTo(last);
            }
            last = position;
            kept.add(event);
        }
        return kept;
    }

    /** Whether the raw log still has the event's record, and it may be shown. */
    private static boolean stands(JsonNode event, SimulatedCluster cluster) {
        int offset = event.at("/src_offset").asInt();
        int epoch = event.at("/src_leader_epoch").asInt();
        if (offset >= cluster.raw().size() || cluster.raw().get(offset).leaderEpoch() != epoch) {
            return false;
        }
        return !cluster.isDeleted(cluster.raw().get(offset).appendedUnixMillis());
    }

    private static long receivedMillis(byte[] event) {
        try {
            return JSON.readTree(event).at("/received_time").asLong() / 1_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/src_offset").asLong() + " "
                        + event.at("/name").asText())
                .toList();
    }

    /** What one reading of the raw log says, repeats taken out. */
    private static List<String> expected(SimulatedCluster cluster, Predicate<RawRecord> shown) throws IOException {
        List<String> expected = new ArrayList<>();
        Map<String, Long> lastSeen = new HashMap<>();
        for (RawRecord record : cluster.raw()) {
            String body = new String(record.value(), UTF_8);
            Long before = lastSeen.put(body, record.appendedUnixMillis());
            boolean repeat = before != null && record.appendedUnixMillis() - before <= WINDOW_MILLIS;
            if (!repeat && shown.test(record)) {
                for (JsonNode log : JSON.readTree(body).at("/resourceLogs/0/scopeLogs/0/logRecords")) {
                    expected.add(record.offset() + " " + log.at("/eventName").asText());
                }
            }
        }
        return expected;
    }

    private record Position(int epoch, long offset, int ordinal) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            return Comparator.comparingInt(Position::epoch)
                    .thenComparingLong(Position::offset)
                    .thenComparingInt(Position::ordinal)
                    .compare(this, other);
        }
    }
}
