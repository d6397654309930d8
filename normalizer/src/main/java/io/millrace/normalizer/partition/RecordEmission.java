package io.millrace.normalizer.partition;

import io.millrace.normalizer.split.Emission;
import io.millrace.normalizer.split.Split;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.RawHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what comes of one raw record, and counts it. A further try comes to the same, so that what an earlier one handed on
 * is not handed on again.
 */
final class RecordEmission implements Emission {
    private static final String DEFECT = "defect";

    private final PartitionSource source;
    private final RawRecord record;
    private final RawHeaders headers;
    private final DeadLetters deadLetters;
    private final Outgoing out;
    private final @Nullable SourcePosition before;
    private final Map<String, Integer> deadLettered = new LinkedHashMap<>();
    private @Nullable SourcePosition last;
    private int events;
    private int handedOn;
    private int seenByThisTry;

    RecordEmission(
            PartitionSource source,
            RawRecord record,
            RawHeaders headers,
            DeadLetters deadLetters,
            Outgoing out,
            @Nullable SourcePosition before) {
        this.source = source;
        this.record = record;
        this.headers = headers;
        this.deadLetters = deadLetters;
        this.out = out;
        this.before = before;
        this.last = before;
    }

    /** Begins a try. */
    void begin() {
        seenByThisTry = 0;
    }

    @Override
    public void event(Split.Event event) {
        if (isHandedOnAlready()) {
            return;
        }
        try {
            out.event(event.json());
        } catch (RuntimeException e) {
            throw new NotTaken(e);
        }
        events++;
        last = event.position();
    }

    @Override
    public void leftOver(Split.LeftOver input) {
        if (!isHandedOnAlready()) {
            write(input, 1);
        }
    }

    /** Ends a record that no try could finish; what came of it before stays. */
    void giveUp(String description, int attempts) {
        write(new Split.LeftOver(-1, DEFECT, description, new byte[0]), attempts);
    }

    private void write(Split.LeftOver input, int attempts) {
        try {
            deadLetters.of(source, record, headers, input, attempts).forEach(out::deadLetter);
        } catch (RuntimeException e) {
            throw new NotTaken(e);
        }
        deadLettered.merge(input.reason(), input.records(), Integer::sum);
    }

    private boolean isHandedOnAlready() {
        seenByThisTry++;
        if (seenByThisTry <= handedOn) {
            return true;
        }
        handedOn = seenByThisTry;
        return false;
    }

    /** Position of the last event of the partition before this raw record. */
    @Nullable
    SourcePosition before() {
        return before;
    }

    /** Position of the last event of the partition now. */
    @Nullable
    SourcePosition last() {
        return last;
    }

    /** What came of the record, for the ledger. */
    List<Tally> tallies(int deleted) {
        List<Tally> tallies = new ArrayList<>();
        tallies.add(Tallies.of(headers, record, Tally.Outcome.EMITTED, null, 1, events));
        if (deleted > 0) {
            tallies.add(Tallies.of(headers, record, Tally.Outcome.DELETED, null, 0, deleted));
        }
        deadLettered.forEach((reason, records) ->
                tallies.add(Tallies.of(headers, record, Tally.Outcome.DEAD_LETTERED, reason, 0, records)));
        return tallies;
    }

    /** An event or dead letter could not be sent: nothing that the record can do about it. */
    static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotTaken(RuntimeException cause) {
            super("not sent", cause);
        }
    }
}
