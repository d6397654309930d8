package io.millrace.normalizer.partition;

import io.millrace.normalizer.split.Emission;
import io.millrace.normalizer.split.Split;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what comes of one raw record, and counts it. A further try comes to the same, so that what an earlier one handed on
 * is not handed on again: it is known by its ordinal, which only grows among the events, and among the letters of one reason.
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
    private final Map<String, Integer> lastLetters = new HashMap<>();
    private @Nullable SourcePosition last;
    private int events;
    private int lastOrdinal = -1;

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

    @Override
    public void event(Split.Event event) {
        if (event.position().ordinal() <= lastOrdinal) {
            return; // an earlier try handed it on
        }
        try {
            out.event(event.json());
        } catch (RuntimeException | Error e) {
            throw new NotTaken(e);
        }
        lastOrdinal = event.position().ordinal();
        events++;
        last = event.position();
    }

    @Override
    public void leftOver(Split.LeftOver input) {
        Integer lastOfReason = lastLetters.get(input.reason());
        if (lastOfReason == null || lastOfReason < input.ordinal()) {
            write(input, 1);
        }
    }

    /** Ends a record that no try could finish; what came of it before stays. */
    void giveUp(String description, int attempts) {
        String done = events == 0 ? "" : "; events of it up to record " + lastOrdinal + " were emitted: " + events;
        write(new Split.LeftOver(-1, DEFECT, description + done, new byte[0]), attempts);
    }

    private void write(Split.LeftOver input, int attempts) {
        deadLetters.write(source, record, headers, input, attempts, this::send);
        lastLetters.put(input.reason(), input.ordinal());
        deadLettered.merge(input.reason(), input.records(), Integer::sum);
    }

    private void send(DeadLetter letter) {
        try {
            out.deadLetter(letter);
        } catch (RuntimeException | Error e) {
            throw new NotTaken(e);
        }
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

        NotTaken(Throwable cause) {
            super("not sent", cause);
        }
    }
}
