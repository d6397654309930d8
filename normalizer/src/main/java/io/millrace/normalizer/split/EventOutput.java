package io.millrace.normalizer.split;

import io.millrace.normalizer.event.EventRecord;
import io.millrace.normalizer.event.EventWriter;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.telemetry.event.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Writes the events of one raw record as one chain, up to the bytes that may come of it. */
final class EventOutput implements AutoCloseable {
    private final RawOrigin origin;
    private final Emission emission;
    private final EventWriter writer;
    private final int maxEventBytes;
    private final long maxEventsBytes;
    private @Nullable SourcePosition last;
    private long bytes;
    private int firstTooMany;
    private int tooMany;

    EventOutput(
            RawOrigin origin,
            Emission emission,
            @Nullable SourcePosition last,
            int maxEventBytes,
            long maxEventsBytes) {
        this.origin = origin;
        this.emission = emission;
        this.writer = new EventWriter(origin);
        this.last = last;
        this.maxEventBytes = maxEventBytes;
        this.maxEventsBytes = maxEventsBytes;
    }

    /** Position of the last event of the partition so far. */
    @Nullable
    SourcePosition last() {
        return last;
    }

    /** Whether no more may come of the raw record. */
    boolean isFull() {
        return tooMany > 0;
    }

    /** Counts a record for which there is no room, without a look at it: what is large is what it shares with the others. */
    void leaveOut() {
        tooMany++;
    }

    void emit(EventRecord event) {
        byte[] json = writer.write(event, last);
        bytes += json.length;
        if (bytes > maxEventsBytes) {
            firstTooMany = event.ordinal();
            tooMany = 1;
            return;
        }
        if (json.length > maxEventBytes) {
            emission.leftOver(new Split.LeftOver(
                    event.ordinal(),
                    "event_too_large",
                    "the event has " + json.length + " bytes, the events topic takes " + maxEventBytes,
                    json));
            return; // the chain goes on as if the record were not there
        }
        SourcePosition position = origin.position(event.ordinal());
        emission.event(new Split.Event(position, json));
        last = position;
    }

    /** What there was no room for is kept as what it came from: that is as large as it was sent. */
    void end(Treatment treatment, byte[] body) {
        if (tooMany > 0) {
            emission.leftOver(new Split.LeftOver(
                    firstTooMany,
                    "events_too_large",
                    "the events of one raw record may have " + maxEventsBytes + " bytes; from record " + firstTooMany
                            + " on, " + tooMany + " records became no events",
                    treatment.unparsed(body),
                    tooMany));
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
