package io.millrace.telemetry.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the records of a body stand, and in which frames. Twelve bytes and a reference a record. */
final class BodyOutline {
    private static final int FIRST_CAPACITY = 64;

    private final byte[] body;
    private final List<Frame> frames = new ArrayList<>();
    private int[] starts = new int[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private int[] indexes = new int[FIRST_CAPACITY];
    private int[] frameNumbers = new int[FIRST_CAPACITY];
    private int size;

    BodyOutline(byte[] body) {
        this.body = body;
    }

    /** The body. */
    byte[] body() {
        return body;
    }

    /** Records of the body. */
    int size() {
        return size;
    }

    /** Adds the next record. */
    void add(Frame frame, int index, int start, int endExclusive) {
        if (size == starts.length) {
            int capacity = size * 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            indexes = Arrays.copyOf(indexes, capacity);
            frameNumbers = Arrays.copyOf(frameNumbers, capacity);
        }
        if (frames.isEmpty() || frames.get(frames.size() - 1) != frame) {
            frames.add(frame);
        }
        starts[size] = start;
        ends[size] = endExclusive;
        indexes[size] = index;
        frameNumbers[size] = frames.size() - 1;
        size++;
    }

    /** Innermost frame of a record. */
    Frame frame(int record) {
        return frames.get(frameNumbers[record]);
    }

    /** Offset of the first byte of a record. */
    int start(int record) {
        return starts[record];
    }

    /** Offset behind the last byte of a record. */
    int endExclusive(int record) {
        return ends[record];
    }

    /** Bytes of a record. */
    int length(int record) {
        return ends[record] - starts[record];
    }

    /** Path of a record. */
    String path(int record) {
        return frame(record).path(indexes[record]);
    }
}
