package io.millrace.telemetry.otlp;

import java.nio.ByteBuffer;
import java.util.List;

/** One part of a body: complete OTLP/JSON in itself. Its bytes are put together only when they are asked for. */
public final class BodyPart {
    private final BodyOutline outline;
    private final int[] recordNumbers;
    private final int sizeBytes;

    BodyPart(BodyOutline outline, int[] recordNumbers, int sizeBytes) {
        this.outline = outline;
        this.recordNumbers = recordNumbers;
        this.sizeBytes = sizeBytes;
    }

    /** Records in this part. */
    public int records() {
        return recordNumbers.length;
    }

    /** Ordinal in the whole body of a record of this part. */
    public int ordinal(int recordInPart) {
        return recordNumbers[recordInPart];
    }

    /** Bytes of this part. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The bytes of this part, new at each call. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(sizeBytes);
        List<Frame> open = List.of();
        Frame last = null;
        for (int record : recordNumbers) {
            Frame frame = outline.frame(record);
            if (frame == last) {
                out.put((byte) ',');
            } else {
                List<Frame> chain = frame.chain();
                change(out, open, chain);
                open = chain;
                last = frame;
            }
            out.put(outline.body(), outline.start(record), outline.length(record));
        }
        close(out, open, 0);
        return out.array();
    }

    private void change(ByteBuffer out, List<Frame> open, List<Frame> wanted) {
        int common = commonFrames(open, wanted);
        close(out, open, common);
        if (common > 0) {
            out.put((byte) ',');
        }
        for (Frame frame : wanted.subList(common, wanted.size())) {
            frame.open(out, outline.body());
        }
    }

    /** How many frames two chains share, from the outermost. */
    static int commonFrames(List<Frame> one, List<Frame> other) {
        int common = 0;
        while (common < one.size() && common < other.size() && one.get(common) == other.get(common)) {
            common++;
        }
        return common;
    }

    private static void close(ByteBuffer out, List<Frame> open, int from) {
        for (int i = open.size() - 1; i >= from; i--) {
            open.get(i).close(out);
        }
    }
}
