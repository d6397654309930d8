package io.millrace.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.position.Mark;
import io.millrace.telemetry.event.SourcePosition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final Chain chain = new Chain(Map.of());

    @Test
    void takesTheEventThatFollowsTheLastOne() {
        assertThat(chain.judge(at(0, 5, 0), position(0, 5, 1), position(0, 5, 0)))
                .isEqualTo(Verdict.NEXT);
    }

    @Test
    void dropsWhatTheTableHas() {
        assertThat(chain.judge(at(0, 5, 1), position(0, 5, 1), position(0, 5, 0)))
                .isEqualTo(Verdict.REPEAT);
        assertThat(chain.judge(at(0, 5, 1), position(0, 3, 0), null)).isEqualTo(Verdict.REPEAT);
    }

    @Test
    void leavesOutAnEventWhosePredecessorIsMissing() {
        assertThat(chain.judge(at(0, 5, 0), position(0, 7, 0), position(0, 6, 0)))
                .isEqualTo(Verdict.GAP);
    }

    @Test
    void neverDropsAPositionOfANewerLeaderInSilence() {
        assertThat(chain.judge(at(1, 5, 0), position(2, 4, 0), position(1, 3, 0)))
                .as("the raw log was truncated and written anew")
                .isEqualTo(Verdict.AFTER_TRUNCATION);
    }

    @Test
    void dropsARepeatThatAnOlderLeaderWrote() {
        assertThat(chain.judge(at(2, 5, 0), position(1, 5, 0), position(1, 4, 0)))
                .isEqualTo(Verdict.REPEAT);
    }

    @Test
    void comparesPositionsAloneWhereTheBrokerNamesNoEpoch() {
        assertThat(chain.judge(at(-1, 5, 0), position(-1, 5, 0), position(-1, 4, 0)))
                .isEqualTo(Verdict.REPEAT);
    }

    @Test
    void goesOnBehindAnUnreadableRecord() {
        assertThat(chain.judge(at(0, 5, 0).unreadable(9), position(0, 7, 0), position(0, 6, 0)))
                .isEqualTo(Verdict.AFTER_UNREADABLE);
    }

    @Test
    void takesTheFirstEventOfARawTopicThatWasMadeAnew() {
        SourcePosition first = new SourcePosition("new raw topic", 0, 0, 0, 0);

        assertThat(chain.judge(at(0, 5, 0), first, null)).isEqualTo(Verdict.NEXT);
    }

    @Test
    void knowsWhatCameThroughAnEventsTopicThatIsGone() {
        Chain inheriting = new Chain(Map.of("raw", position(0, 5, 0)));

        assertThat(inheriting.judge(Mark.startingAt(0), position(0, 5, 0), null))
                .isEqualTo(Verdict.REPEAT);
        assertThat(inheriting.judge(Mark.startingAt(0), position(0, 6, 0), position(0, 5, 0)))
                .isEqualTo(Verdict.NEXT);
    }

    private static Mark at(int epoch, long offset, int ordinal) {
        return Mark.startingAt(0).stored(1, position(epoch, offset, ordinal));
    }

    private static SourcePosition position(int epoch, long offset, int ordinal) {
        return new SourcePosition("raw", 0, epoch, offset, ordinal);
    }
}
