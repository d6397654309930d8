package io.millrace.normalizer.partition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.event.SourcePosition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the position of an event back from the events topic. */
public final class EventPosition {
    private static final JsonFactory JSON = new JsonFactory();

    private EventPosition() {}

    /** The event's position, null if it did not come from this raw partition or is no event. */
    public static @Nullable SourcePosition of(byte @Nullable [] event, PartitionSource source) {
        if (event == null) {
            return null;
        }
        String topic = "";
        int epoch = -1;
        long offset = -1;
        int ordinal = -1;
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME && (offset < 0 || ordinal < 0)) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "src_topic" -> topic = parser.getText();
                    case "src_leader_epoch" -> epoch = parser.getIntValue();
                    case "src_offset" -> offset = parser.getLongValue();
                    case "src_index" -> ordinal = parser.getIntValue();
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return null; // somebody else's record
        }
        boolean ours = offset >= 0 && ordinal >= 0 && topic.equals(source.topicId());
        return ours ? new SourcePosition(topic, source.partition(), epoch, offset, ordinal) : null;
    }
}
