package io.millrace.store.position;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.event.SourcePosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Text form of marks, as in snapshot summaries and table properties: a JSON object {@code "<topic id>/<partition>":
 * [next offset, gap offset, holed 0|1, leader epoch, raw offset, ordinal, "<raw topic id>"]}, the last four only where an
 * event is known.
 */
final class MarksFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private MarksFormat() {}

    static String encode(Marks marks) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (Map.Entry<PartitionKey, Mark> entry : marks.byPartition().entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write marks", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Mark mark) throws IOException {
        out.writeStartArray();
        out.writeNumber(mark.nextOffset());
        out.writeNumber(mark.gapOffset());
        out.writeNumber(mark.holed() ? 1 : 0);
        SourcePosition last = mark.last();
        if (last != null) {
            out.writeNumber(last.leaderEpoch());
            out.writeNumber(last.offset());
            out.writeNumber(last.ordinal());
            out.writeString(last.topicId());
        }
        out.writeEndArray();
    }

    static Marks decode(String text) {
        SortedMap<PartitionKey, Mark> marks = new TreeMap<>();
        try (JsonParser in = JSON.createParser(text)) {
            expect(in.nextToken(), JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                PartitionKey key = key(in.currentName());
                expect(in.nextToken(), JsonToken.START_ARRAY);
                marks.put(key, mark(in, key));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the table's marks cannot be read: " + text, e);
        }
        return new Marks(marks);
    }

    private static Mark mark(JsonParser in, PartitionKey key) throws IOException {
        long nextOffset = in.nextLongValue(-1);
        long gapOffset = in.nextLongValue(Mark.NO_GAP);
        boolean holed = in.nextIntValue(0) == 1;
        @Nullable SourcePosition last = null;
        if (in.nextToken() != JsonToken.END_ARRAY) {
            int leaderEpoch = in.getIntValue();
            long offset = in.nextLongValue(-1);
            int ordinal = in.nextIntValue(-1);
            last = new SourcePosition(in.nextTextValue(), key.partition(), leaderEpoch, offset, ordinal);
            expect(in.nextToken(), JsonToken.END_ARRAY);
        }
        return new Mark(nextOffset, last, holed, gapOffset);
    }

    private static PartitionKey key(String text) {
        int slash = text.lastIndexOf('/');
        return new PartitionKey(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    private static void expect(@Nullable JsonToken actual, JsonToken wanted) {
        if (actual != wanted) {
            throw new IllegalStateException("the table's marks cannot be read: " + wanted + " expected, got " + actual);
        }
    }
}
