package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.event.EventFields;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Oddity;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the events of one raw record, one after the other. Not for several threads at once. */
public final class EventWriter implements AutoCloseable {
    private static final SerializedString VERSION = new SerializedString(EventFields.VERSION);
    private static final SerializedString PREVIOUS = new SerializedString(EventFields.PREVIOUS);
    private static final SerializedString ORG_ID = Field.of("org_id");
    private static final SerializedString INTEGRATION_ID = Field.of("integration_id");
    private static final SerializedString SRC_TOPIC = Field.of("src_topic");
    private static final SerializedString SRC_PARTITION = Field.of("src_partition");
    private static final SerializedString SRC_LEADER_EPOCH = Field.of("src_leader_epoch");
    private static final SerializedString SRC_OFFSET = Field.of("src_offset");
    private static final SerializedString SRC_INDEX = Field.of("src_index");
    private static final SerializedString RECEIVED_TIME = Field.of("received_time");
    private static final SerializedString TIME = Field.of("time");
    private static final SerializedString TIME_UNIX_NANO = Field.of("time_unix_nano");
    private static final SerializedString KEY_ID = Field.of("key_id");
    private static final SerializedString NAME = Field.of("name");
    private static final SerializedString ATTRIBUTES = Field.of("attributes");
    private static final SerializedString DROPPED_ATTRIBUTES_COUNT = Field.of("dropped_attributes_count");
    private static final SerializedString OTLP_FLAGS = Field.of("otlp_flags");
    private static final SerializedString REDACTED = Field.of("redacted");

    private final EventBuffer buffer = new EventBuffer();
    private final RawOrigin origin;
    private @Nullable GroupFields lastGroup;

    /** A writer for the events of one raw record. */
    public EventWriter(RawOrigin origin) {
        this.origin = origin;
    }

    /**
     * The event as it goes to the events topic.
     *
     * @param event the record
     * @param previous position of the event emitted before it in its partition, null for the first
     */
    public byte[] write(EventRecord event, @Nullable SourcePosition previous) {
        GroupFields group = fieldsOf(event.group());
        return buffer.document(json -> {
            json.writeStartObject();
            writeSource(json, event.ordinal(), previous);
            group.write(json);
            writeRecord(json, event, group);
            json.writeEndObject();
        });
    }

    private GroupFields fieldsOf(Group group) {
        GroupFields last = lastGroup;
        if (last == null || !last.belongTo(group)) {
            last = new GroupFields(group, buffer);
            lastGroup = last;
        }
        return last;
    }

    private void writeSource(JsonGenerator json, int ordinal, @Nullable SourcePosition previous) throws IOException {
        Fields.number(json, VERSION, EventFields.FORMAT_VERSION);
        if (previous != null) {
            json.writeFieldName(PREVIOUS);
            json.writeStartArray();
            json.writeNumber(previous.leaderEpoch());
            json.writeNumber(previous.offset());
            json.writeNumber(previous.ordinal());
            json.writeEndArray();
        }
        Fields.text(json, ORG_ID, origin.headers().organization());
        Fields.text(json, INTEGRATION_ID, origin.headers().integration());
        Fields.text(json, SRC_TOPIC, origin.topicId());
        Fields.number(json, SRC_PARTITION, origin.partition());
        Fields.number(json, SRC_LEADER_EPOCH, origin.leaderEpoch());
        Fields.number(json, SRC_OFFSET, origin.offset());
        Fields.number(json, SRC_INDEX, ordinal);
        Fields.number(json, RECEIVED_TIME, Nanos.toMicros(origin.receivedUnixNano()));
        Fields.text(json, KEY_ID, origin.headers().keyId());
    }

    private void writeRecord(JsonGenerator json, EventRecord event, GroupFields group) throws IOException {
        if (event instanceof EventRecord.Log record) {
            LogRecord log = record.log();
            Flags flags = new Flags(log.oddities(), origin.receivedUnixNano());
            writeTime(json, log.timeUnixNano(), timeOf(log), flags);
            Fields.text(json, NAME, EventNames.of(log));
            LogFields.write(json, log, flags);
            writeCommon(json, log.droppedAttributesCount(), log.flags());
            writeAttributes(json, log.attributes(), group, "", isPlain(event, log.oddities()));
            finish(json, event, group, flags);
        } else if (event instanceof EventRecord.Point point) {
            Flags flags = new Flags(point.point().oddities(), origin.receivedUnixNano());
            writeTime(json, point.point().timeUnixNano(), point.point().timeUnixNano(), flags);
            Fields.text(json, NAME, point.metric().name());
            PointFields.write(json, point, flags);
            writeCommon(json, 0, point.point().flags());
            writeAttributes(
                    json,
                    point.point().attributes(),
                    group,
                    "",
                    isPlain(event, point.point().oddities()));
            finish(json, event, group, flags);
        } else if (event instanceof EventRecord.SpanRecord span) {
            Flags flags = new Flags(span.span().oddities(), origin.receivedUnixNano());
            long start = span.span().startTimeUnixNano();
            writeTime(json, start, start == 0 ? origin.receivedUnixNano() : start, flags);
            Fields.text(json, NAME, span.span().name());
            SpanFields.write(json, span.span(), flags);
            writeCommon(json, span.span().droppedAttributesCount(), span.span().flags());
            writeAttributes(
                    json,
                    span.span().attributes(),
                    group,
                    "duration_ms",
                    isPlain(event, span.span().oddities()));
            finish(json, event, group, flags);
        }
    }

    /** Event time, else observed time, else the time of receipt (PS-12). */
    private long timeOf(LogRecord log) {
        if (log.timeUnixNano() != 0) {
            return log.timeUnixNano();
        }
        return log.observedTimeUnixNano() != 0 ? log.observedTimeUnixNano() : origin.receivedUnixNano();
    }

    private static void writeTime(JsonGenerator json, long sentUnixNano, long unixNano, Flags flags)
            throws IOException {
        flags.checkTime(unixNano);
        Fields.number(json, TIME, Nanos.toMicros(unixNano));
        if (sentUnixNano != 0) {
            Fields.unsigned(json, TIME_UNIX_NANO, sentUnixNano, flags);
        }
    }

    private static void writeCommon(JsonGenerator json, long droppedAttributes, long flags) throws IOException {
        Fields.numberUnlessZero(json, DROPPED_ATTRIBUTES_COUNT, droppedAttributes);
        Fields.numberUnlessZero(json, OTLP_FLAGS, flags);
    }

    private static void writeAttributes(
            JsonGenerator json, List<Attribute> attributes, GroupFields group, String computedColumn, boolean plain)
            throws IOException {
        Promotion promotion = group.promotion();
        promotion.add(Promotion.Level.RECORD, attributes);
        promotion.write(json, computedColumn);
        json.writeFieldName(ATTRIBUTES);
        if (!plain) {
            AnyValueJson.writeAttributes(json, attributes);
            return;
        }
        json.writeStartObject();
        for (Attribute attribute : attributes) {
            json.writeFieldName(attribute.key());
            AnyValueJson.write(json, attribute.value());
        }
        json.writeEndObject();
    }

    /** Whether every key is known to stand there once: looking for repeated ones costs as much as writing them. */
    private static boolean isPlain(EventRecord event, List<Oddity> oddities) {
        return !oddities.contains(Oddity.DUPLICATE_KEY) && event.redactions().isEmpty();
    }

    private static void finish(JsonGenerator json, EventRecord event, GroupFields group, Flags flags)
            throws IOException {
        if (!event.redactions().isEmpty() || !group.redactions().isEmpty()) {
            json.writeFieldName(REDACTED);
            json.writeStartArray();
            writeRedactions(json, event.redactions());
            writeRedactions(json, group.redactions());
            json.writeEndArray();
        }
        flags.write(json);
    }

    private static void writeRedactions(JsonGenerator json, List<Redaction> redactions) throws IOException {
        for (Redaction redaction : redactions) {
            json.writeStartObject();
            json.writeStringField("path", redaction.path());
            json.writeStringField("reason", redaction.reason());
            json.writeEndObject();
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
