package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the records of a body that has been read once before, and the members around them. */
final class OutlineScanner {
    private final JsonParser parser;
    private final int bodyStart;
    private final Envelope envelope;
    private final BodyOutline outline;

    OutlineScanner(JsonParser parser, int bodyStart, Envelope envelope, BodyOutline outline) {
        this.parser = parser;
        this.bodyStart = bodyStart;
        this.envelope = envelope;
        this.outline = outline;
    }

    /** Scans the whole body. */
    void scan() throws IOException {
        parser.nextToken();
        Frame top = Frame.outermost(envelope.resources());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            if (list && name.equals(envelope.resources())) {
                elements((index, start) -> envelope(top, index, envelope.scopes(), this::scope));
            } else {
                parser.skipChildren();
            }
        }
    }

    private void scope(Frame resource, int index, int start) throws IOException {
        if (envelope == Envelope.METRICS) {
            envelope(resource, index, envelope.items(), (frame, metric, metricStart) -> metric(frame, metric));
        } else {
            envelope(resource, index, envelope.items(), this::record);
        }
    }

    /** An object that holds a list; the frame is complete only when the object ends, so its members are filled in as they come. */
    private void envelope(Frame parent, int index, String listName, FramedElement element) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        List<Frame.Slice> members = new ArrayList<>(4);
        Frame frame = Frame.inside(parent, index, listName, true, members);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!name.equals(listName)) {
                members.add(skipped(start));
            } else if (token == JsonToken.START_ARRAY) {
                elements((position, elementStart) -> element.read(frame, position, elementStart));
            }
        }
    }

    private void metric(Frame scope, int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        List<Frame.Slice> members = new ArrayList<>(4);
        Map<String, Data> data = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (Metric.Kind.ofWireName(name).isEmpty()) {
                members.add(skipped(start));
            } else if (token == JsonToken.START_OBJECT) {
                data(data.computeIfAbsent(name, kind -> Data.of(scope, index, kind, members)));
            }
        }
    }

    private void data(Data data) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int start = tokenStart();
            JsonToken token = parser.nextToken();
            if (!"dataPoints".equals(name)) {
                data.members.add(skipped(start));
            } else if (token == JsonToken.START_ARRAY) {
                elements((index, pointStart) -> record(data.frame, index, pointStart));
            }
        }
    }

    private void record(Frame frame, int index, int start) throws IOException {
        parser.skipChildren();
        outline.add(frame, index, start, tokenEnd());
    }

    private void elements(Element element) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                element.read(index, tokenStart());
            }
        }
    }

    private Frame.Slice skipped(int start) throws IOException {
        parser.skipChildren();
        return new Frame.Slice(start, tokenEnd());
    }

    private int tokenStart() {
        return bodyStart + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd() throws IOException {
        parser.finishToken();
        return bodyStart + (int) parser.currentLocation().getByteOffset();
    }

    private interface Element {
        void read(int index, int start) throws IOException;
    }

    private interface FramedElement {
        void read(Frame frame, int index, int start) throws IOException;
    }

    /** One member of a metric's data oneof. */
    private record Data(Frame frame, List<Frame.Slice> members) {
        private static Data of(Frame scope, int metricIndex, String kind, List<Frame.Slice> metricMembers) {
            List<Frame.Slice> members = new ArrayList<>(4);
            Frame metric = Frame.inside(scope, metricIndex, kind, false, metricMembers);
            return new Data(Frame.inside(metric, 0, "dataPoints", true, members), members);
        }
    }
}
