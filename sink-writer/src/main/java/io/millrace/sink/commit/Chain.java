package io.millrace.sink.commit;

import io.millrace.store.position.Mark;
import io.millrace.telemetry.event.SourcePosition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain rule: every event names its predecessor, so that a repeat, a missing event and a truncated raw log are told apart
 * without asking anyone. Positions are compared by leader epoch first where it is known: in one log offsets and epochs grow
 * together, so a smaller offset of a newer epoch can only come after a truncation.
 */
final class Chain {
    /** Last positions in raw topics that the table knows from other events topics of the same partition number. */
    private final Map<String, SourcePosition> inherited;

    Chain(Map<String, SourcePosition> inherited) {
        this.inherited = Map.copyOf(inherited);
    }

    Verdict judge(Mark mark, SourcePosition position, @Nullable SourcePosition previous) {
        SourcePosition last = lastOf(mark, position.topicId());
        if (last == null) {
            return first(mark, previous);
        }
        if (isAtOrBefore(position, last)) {
            return Verdict.REPEAT;
        }
        boolean truncated = position.isAtOrBefore(last);
        if (previous == null) {
            return truncated ? Verdict.AFTER_TRUNCATION : Verdict.RESTARTED;
        }
        if (!isAtOrBefore(previous, last)) {
            return mark.holed() ? Verdict.AFTER_UNREADABLE : Verdict.GAP;
        }
        return truncated ? Verdict.AFTER_TRUNCATION : Verdict.NEXT;
    }

    private static Verdict first(Mark mark, @Nullable SourcePosition previous) {
        if (previous == null) {
            return Verdict.NEXT;
        }
        // a raw topic that the table has not seen begins with an event without predecessor, unless nothing was seen at
        // all
        return mark.last() == null || mark.holed() ? Verdict.UNANCHORED : Verdict.GAP;
    }

    private @Nullable SourcePosition lastOf(Mark mark, String rawTopicId) {
        SourcePosition last = mark.last();
        return last != null && last.topicId().equals(rawTopicId) ? last : inherited.get(rawTopicId);
    }

    private static boolean isAtOrBefore(SourcePosition position, SourcePosition other) {
        boolean epochsKnown = position.leaderEpoch() >= 0 && other.leaderEpoch() >= 0;
        if (epochsKnown && position.leaderEpoch() != other.leaderEpoch()) {
            return position.leaderEpoch() < other.leaderEpoch();
        }
        return position.isAtOrBefore(other);
    }
}
