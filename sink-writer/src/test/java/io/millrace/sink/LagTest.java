package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.commit.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Lag lag = new Lag();

    @Test
    void isZeroWhereTheTableHasEverything() {
        Lag.Reading reading = lag.look(NOON, Map.of(0, 5L), Map.of(0, reach(5, NOON.minusSeconds(3600))));

        assertThat(reading).isEqualTo(new Lag.Reading(0, Duration.ZERO));
    }

    @Test
    void countsTheRecordsOfAllPartitions() {
        Lag.Reading reading = lag.look(NOON, Map.of(0, 5L, 1, 7L), Map.of(0, reach(2, NOON), 1, reach(3, NOON)));

        assertThat(reading.records()).isEqualTo(7);
    }

    @Test
    void growsWhileNothingIsCommitted() {
        Map<Integer, Reach> stuck = Map.of(0, reach(2, NOON));
        lag.look(NOON.plusSeconds(5), Map.of(0, 9L), stuck);

        Lag.Reading reading = lag.look(NOON.plusSeconds(65), Map.of(0, 50L), stuck);

        assertThat(reading).isEqualTo(new Lag.Reading(48, Duration.ofSeconds(65)));
    }

    @Test
    void aFirstRecordAfterAQuietHourIsNotAnHourLate() {
        Map<Integer, Reach> quiet = Map.of(0, reach(2, NOON.minusSeconds(3600)));
        lag.look(NOON.minusSeconds(5), Map.of(0, 2L), quiet);

        Lag.Reading reading = lag.look(NOON, Map.of(0, 3L), quiet);

        assertThat(reading).isEqualTo(new Lag.Reading(1, Duration.ZERO));
    }

    @Test
    void beforeTheFirstCommitItIsTheTimeSinceThePartitionCame() {
        Map<Integer, Reach> fresh = Map.of(0, new Reach(0, -1));
        lag.look(NOON, Map.of(0, 9L), fresh);

        assertThat(lag.look(NOON.plusSeconds(30), Map.of(0, 9L), fresh).time()).isEqualTo(Duration.ofSeconds(30));
    }

    private static Reach reach(long nextOffset, Instant newest) {
        return new Reach(nextOffset, newest.toEpochMilli());
    }
}
