package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object around records: the body itself, a resource envelope, a scope envelope, a metric, or a metric's data. It is
 * repeated in each part that holds one of its records: its other members byte for byte, then the member that leads inwards.
 */
final class Frame {
    private final @Nullable Frame parent;
    private final int level;
    private final String memberName;
    private final boolean list;
    private final byte[] opening;
    private final byte[] closing;
    private final int index;
    private final List<Slice> members;

    private Frame(@Nullable Frame parent, int index, String memberName, boolean list, List<Slice> members) {
        this.parent = parent;
        this.level = parent == null ? 0 : parent.level + 1;
        this.index = index;
        this.memberName = memberName;
        this.list = list;
        this.opening = ('"' + memberName + "\":" + (list ? "[" : "")).getBytes(UTF_8);
        this.closing = (list ? "]}" : "}").getBytes(UTF_8);
        this.members = members;
    }

    /** The outermost frame; its other members are left out: they mean nothing. */
    static Frame outermost(String listName) {
        return new Frame(null, 0, listName, true, List.of());
    }

    /** A frame inside another one. */
    static Frame inside(Frame parent, int index, String memberName, boolean list, List<Slice> members) {
        return new Frame(parent, index, memberName, list, members);
    }

    /** A member with its name, as bytes of the body. */
    record Slice(int start, int endExclusive) {
        int length() {
            return endExclusive - start;
        }
    }

    /** Bytes before and behind what is inside the frame. */
    long sizeBytes() {
        long size = 1L + opening.length + closing.length; // with the brace
        for (Slice member : members) {
            size += member.length() + 1; // with the comma
        }
        return size;
    }

    /** The frames from the outermost to this one. */
    List<Frame> chain() {
        List<Frame> chain = new ArrayList<>(level + 1);
        for (Frame frame = this; frame != null; frame = frame.parent) {
            chain.add(0, frame);
        }
        return chain;
    }

    /** Writes what stands before the inside of the frame. */
    void open(ByteBuffer out, byte[] body) {
        out.put((byte) '{');
        for (Slice member : members) {
            out.put(body, member.start, member.length());
            out.put((byte) ',');
        }
        out.put(opening);
    }

    /** Writes what stands behind the inside of the frame. */
    void close(ByteBuffer out) {
        out.put(closing);
    }

    /** Path of an element of the list inside this frame. */
    String path(int element) {
        if (parent == null) {
            return memberName + '[' + element + ']';
        }
        return parent.path(index) + '.' + memberName + (list ? "[" + element + ']' : "");
    }
}
