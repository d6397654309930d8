package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StartDecisionTest {
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topic", 3);
    private static final SourcePosition LAST = new SourcePosition("topic", 3, 5, 41, 2);

    @Test
    void goesOnFromTheCommitAndKnowsTheEndOfItsChain() {
        assertThat(StartDecision.of(SOURCE, committed(42, "topic"), 0, 100))
                .isEqualTo(new StartDecision(new Checkpoint(42, 5, LAST), 0, false, false));
    }

    @Test
    void startsAtTheEarliestRecordTheFirstTimeAndLooksForEventsOfAnEarlierLife() {
        assertThat(StartDecision.of(SOURCE, null, 7, 100))
                .isEqualTo(new StartDecision(new Checkpoint(7, -1, null), 0, false, true));
    }

    @Test
    void countsWhatTheBrokerDroppedBeforeItWasDone() {
        StartDecision start = StartDecision.of(SOURCE, committed(42, "topic"), 50, 100);

        assertThat(start.lostRecords()).isEqualTo(8);
        assertThat(start.checkpoint()).isEqualTo(new Checkpoint(50, 5, LAST));
    }

    @Test
    void startsAnewOnATopicThatWasMadeAnew() {
        assertThat(StartDecision.of(SOURCE, committed(42, "earlierTopic"), 0, 5))
                .isEqualTo(new StartDecision(new Checkpoint(0, -1, null), 0, false, false));
    }

    @Test
    void readsALogAgainThatEndsBeforeWhatWasDone() {
        assertThat(StartDecision.of(SOURCE, committed(42, "topic"), 3, 40))
                .isEqualTo(new StartDecision(new Checkpoint(3, 5, LAST), 0, true, false));
    }

    @Test
    void looksForTheEndOfItsChainWhereTheCommitDoesNotSay() {
        StartDecision start = StartDecision.of(SOURCE, new OffsetAndMetadata(42, ""), 0, 100);

        assertThat(start.chainUnknown()).isTrue();
        assertThat(start.checkpoint().nextOffset()).isEqualTo(42);
    }

    private static OffsetAndMetadata committed(long offset, String topicId) {
        SourcePosition last = new SourcePosition(topicId, 3, 5, 41, 2);
        return new OffsetAndMetadata(offset, Optional.of(5), new CommitMetadata(topicId, last).encode());
    }

    @Nested
    class ThePositionOfAnEvent {
        private static final String EVENT = "{\"v\":1,\"prev\":[5,40,9],\"org_id\":\"o\",\"src_topic\":\"topic\","
                + "\"src_partition\":3,\"src_leader_epoch\":5,\"src_offset\":41,\"src_index\":2,\"time\":1}";

        @Test
        void isReadBack() {
            assertThat(EventPosition.of(EVENT.getBytes(UTF_8), SOURCE)).isEqualTo(LAST);
        }

        @Test
        void isNoneWhereTheEventCameFromAnotherTopic() {
            PartitionSource other = new PartitionSource(Signal.LOGS, "other", 3);

            assertThat(EventPosition.of(EVENT.getBytes(UTF_8), other)).isNull();
        }

        @Test
        void isNoneOfWhatIsNoEvent() {
            assertThat(EventPosition.of(null, SOURCE)).isNull();
            assertThat(EventPosition.of("no JSON".getBytes(UTF_8), SOURCE)).isNull();
            assertThat(EventPosition.of("{\"src_topic\":\"topic\"}".getBytes(UTF_8), SOURCE))
                    .isNull();
        }
    }
}
