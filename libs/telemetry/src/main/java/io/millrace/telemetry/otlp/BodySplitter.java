package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body that is too large for one Kafka record, or has too many records for one, into several complete bodies, at the borders of its records: the bytes
 * of each record and of each resource, scope and metric around it are repeated as they came, nothing is written anew. The same
 * body and size always give the same parts. Ordinals count inside each part. Thread-safe.
 */
public final class BodySplitter {
    /** Size of all parts over that of the body: else large envelopes around tiny records would be repeated without end. */
    private static final long MAX_GROWTH = 4;

    private final OtlpLimits limits;
    private final int maxPartRecords;
    private final JsonFactory factory;

    /**
     * A splitter for bodies read with these limits.
     *
     * @param maxPartRecords records of a part, from 1: a record of three bytes becomes hundreds when it is read
     */
    public BodySplitter(OtlpLimits limits, int maxPartRecords) {
        this.limits = limits;
        this.maxPartRecords = maxPartRecords;
        this.factory = JsonText.factory(limits);
    }

    /** Whether a body is one part as it is. */
    public boolean fits(byte[] body, int records, int maxPartBytes) {
        return body.length <= maxPartBytes && records <= maxPartRecords;
    }

    /**
     * Cuts a body; members of the body itself beside the list of resources are left out. Records that fit no part even alone
     * are listed apart, and so are those whose envelopes would have to be repeated until the parts together are more than four
     * times the size of the body.
     *
     * @param body a body that {@link OtlpReader} has decoded
     * @param maxPartBytes size of a part, in bytes
     * @throws IllegalArgumentException if the body is not JSON
     */
    public SplitBody split(Signal signal, byte[] body, int maxPartBytes) {
        BodyOutline outline = scan(signal, body);
        Packing packing = new Packing(outline, maxPartBytes, maxPartRecords, limits.maxKeptRejections());
        for (int record = 0; record < outline.size(); record++) {
            packing.add(record);
        }
        packing.closePart();
        return new SplitBody(packing.parts, packing.tooLarge, packing.tooLargeRecords);
    }

    private BodyOutline scan(Signal signal, byte[] body) {
        int start = new BodyText(body).start();
        BodyOutline outline = new BodyOutline(body);
        try (JsonParser parser = factory.createParser(body, start, body.length - start)) {
            new OutlineScanner(parser, start, Envelope.of(signal), outline).scan();
        } catch (IOException e) { // without its message and cause: they quote the body
            throw new IllegalArgumentException("only a body that the reader decodes can be split");
        }
        return outline;
    }

    /** Fills one part after the other. */
    private static final class Packing {
        private final BodyOutline outline;
        private final int maxPartBytes;
        private final int maxPartRecords;
        private final int maxKept;
        private final List<BodyPart> parts = new ArrayList<>();
        private final List<SplitBody.TooLarge> tooLarge = new ArrayList<>();
        private int tooLargeRecords;
        private int[] records = new int[64];
        private int count;
        private long sizeBytes;
        private long closedBytes;
        private List<Frame> open = List.of();

        Packing(BodyOutline outline, int maxPartBytes, int maxPartRecords, int maxKept) {
            this.outline = outline;
            this.maxPartBytes = maxPartBytes;
            this.maxPartRecords = maxPartRecords;
            this.maxKept = maxKept;
        }

        void add(int record) {
            List<Frame> chain =
                    isInInnermost(record) ? open : outline.frame(record).chain();
            long cost = cost(record, open, chain);
            if (sizeBytes + cost > maxPartBytes || count == maxPartRecords) {
                cost = cost(record, List.of(), chain);
                if (cost > maxPartBytes) {
                    refuse(record);
                    return;
                }
                closePart();
            }
            if (closedBytes + sizeBytes + cost > MAX_GROWTH * outline.body().length) {
                refuse(record);
                return;
            }
            records = count == records.length ? Arrays.copyOf(records, count * 2) : records;
            records[count] = record;
            count++;
            sizeBytes += cost;
            open = chain;
        }

        private void refuse(int record) {
            tooLargeRecords++;
            if (tooLarge.size() < maxKept) {
                Fault fault = Fault.RECORD_TOO_LARGE;
                Rejection rejection = new Rejection(record, outline.path(record), fault.reason(), fault.description());
                tooLarge.add(new SplitBody.TooLarge(rejection, outline.start(record), outline.endExclusive(record)));
            }
        }

        void closePart() {
            if (count > 0) {
                parts.add(new BodyPart(outline, Arrays.copyOf(records, count), (int) sizeBytes));
            }
            closedBytes += sizeBytes;
            count = 0;
            sizeBytes = 0;
            open = List.of();
        }

        private boolean isInInnermost(int record) {
            return !open.isEmpty() && open.get(open.size() - 1) == outline.frame(record);
        }

        /** Bytes that a record adds to the part: its own, a comma, and its frames that are not open yet. */
        private long cost(int record, List<Frame> opened, List<Frame> chain) {
            int common = BodyPart.commonFrames(opened, chain);
            long cost = (long) outline.length(record) + (common > 0 ? 1 : 0);
            for (Frame frame : chain.subList(common, chain.size())) {
                cost += frame.sizeBytes();
            }
            return cost;
        }
    }
}
