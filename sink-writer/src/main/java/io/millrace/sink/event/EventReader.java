package io.millrace.sink.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.event.EventFields;
import io.millrace.telemetry.event.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Reads events of one signal into rows in a single pass. Not for several threads. */
public final class EventReader {
    private static final int NOT_A_COLUMN = -1;
    private static final int NAMES_AHEAD = 4;

    private final JsonFactory json = new JsonFactory();
    private final List<Column> columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final String[] names;
    private final int[] required;
    private final ColumnValues values;
    private final RowBuilder builder;

    /** A reader for events of this signal. */
    public EventReader(Signal signal) {
        this.columns = Columns.of(signal);
        for (int index = 0; index < columns.size(); index++) {
            indexes.put(columns.get(index).name(), index);
        }
        this.names = columns.stream().map(Column::name).toArray(String[]::new);
        this.required = columns.stream()
                .filter(Column::required)
                .mapToInt(column -> indexes.getOrDefault(column.name(), NOT_A_COLUMN))
                .toArray();
        this.values = new ColumnValues(columns);
        this.builder = new RowBuilder(indexes);
    }

    /**
     * The event as a row. A row with a {@linkplain EventRow#problem() problem} has its place in the chain, but cannot be
     * stored.
     *
     * @param event JSON of the event
     * @throws UnreadableEventException if it is no event at all
     * @throws NewerEventException if a newer release wrote it
     */
    public EventRow read(byte[] event) throws UnreadableEventException {
        @Nullable Object[] row = new Object[columns.size()];
        try (JsonParser in = json.createParser(event)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableEventException("an event is a JSON object");
            }
            return readFields(in, event, row);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException(
                    "no readable JSON: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private EventRow readFields(JsonParser in, byte[] event, @Nullable Object[] row)
            throws IOException, UnreadableEventException {
        int version = 0;
        @Nullable String problem = null;
        long @Nullable [] previous = null;
        int index = NOT_A_COLUMN;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            index = index(name, index + 1);
            JsonToken token = in.nextToken();
            if (index != NOT_A_COLUMN) {
                if (token != JsonToken.VALUE_NULL && !values.read(in, token, event, index, row) && problem == null) {
                    problem = "column " + name + " has a value of another type";
                }
            } else if (name.equals(EventFields.VERSION)) {
                version = token == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : 0;
                if (version > EventFields.FORMAT_VERSION) {
                    throw new NewerEventException(version);
                }
            } else if (name.equals(EventFields.PREVIOUS)) {
                previous = readPrevious(in, token);
            } else {
                in.skipChildren(); // a column of a newer release; its value is among the attributes too
            }
        }
        if (version < 1 || in.currentToken() != JsonToken.END_OBJECT) {
            throw new UnreadableEventException("an event has a version and ends with its object");
        }
        return builder.build(row, previous, problem == null ? missing(row) : problem);
    }

    /** Events have their fields in the order of the columns, many left out: so look at the next ones before asking the map. */
    private int index(String name, int expected) {
        int end = Math.min(names.length, expected + NAMES_AHEAD);
        for (int index = expected; index < end; index++) {
            if (names[index].equals(name)) {
                return index;
            }
        }
        return indexes.getOrDefault(name, NOT_A_COLUMN);
    }

    private static long @Nullable [] readPrevious(JsonParser in, JsonToken token)
            throws IOException, UnreadableEventException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        long epoch = in.nextLongValue(Long.MIN_VALUE);
        long offset = in.nextLongValue(-1);
        long ordinal = in.nextLongValue(-1);
        if (epoch < -1 || offset < 0 || ordinal < 0 || in.nextToken() != JsonToken.END_ARRAY) {
            throw new UnreadableEventException("prev is an array of leader epoch, offset and ordinal");
        }
        return new long[] {epoch, offset, ordinal};
    }

    private @Nullable String missing(@Nullable Object[] row) {
        for (int index : required) {
            if (row[index] == null) {
                return "column " + columns.get(index).name() + " is required";
            }
        }
        return null;
    }

    /** Makes rows of values; a row needs a source position at least. */
    private static final class RowBuilder {
        private final int topic;
        private final int partition;
        private final int epoch;
        private final int offset;
        private final int ordinal;
        private final int organization;
        private final int integration;
        private final int time;
        private final int received;
        private final NewestString topics = new NewestString();
        private final NewestString organizations = new NewestString();
        private final NewestString integrations = new NewestString();

        RowBuilder(Map<String, Integer> indexes) {
            this.topic = indexes.getOrDefault("src_topic", NOT_A_COLUMN);
            this.partition = indexes.getOrDefault("src_partition", NOT_A_COLUMN);
            this.epoch = indexes.getOrDefault("src_leader_epoch", NOT_A_COLUMN);
            this.offset = indexes.getOrDefault("src_offset", NOT_A_COLUMN);
            this.ordinal = indexes.getOrDefault("src_index", NOT_A_COLUMN);
            this.organization = indexes.getOrDefault("org_id", NOT_A_COLUMN);
            this.integration = indexes.getOrDefault("integration_id", NOT_A_COLUMN);
            this.time = indexes.getOrDefault("time", NOT_A_COLUMN);
            this.received = indexes.getOrDefault("received_time", NOT_A_COLUMN);
        }

        EventRow build(@Nullable Object[] row, long @Nullable [] previous, @Nullable String problem)
                throws UnreadableEventException {
            if (!(row[topic] instanceof Utf8 topicText
                    && row[partition] instanceof Integer partitionNumber
                    && row[epoch] instanceof Integer leaderEpoch
                    && row[offset] instanceof Long sourceOffset
                    && row[ordinal] instanceof Integer sourceOrdinal
                    && partitionNumber >= 0
                    && sourceOffset >= 0
                    && sourceOrdinal >= 0)) {
                throw new UnreadableEventException("an event has a source position");
            }
            String topicId = topics.of(topicText);
            SourcePosition position =
                    new SourcePosition(topicId, partitionNumber, leaderEpoch, sourceOffset, sourceOrdinal);
            @Nullable
            SourcePosition before = previous == null
                    ? null
                    : new SourcePosition(topicId, partitionNumber, (int) previous[0], previous[1], (int) previous[2]);
            return new EventRow(row, position, before, problem, sortKey(row));
        }

        private EventRow.SortKey sortKey(@Nullable Object[] row) {
            return new EventRow.SortKey(
                    row[organization] instanceof Utf8 text ? organizations.of(text) : "",
                    row[integration] instanceof Utf8 text ? integrations.of(text) : "",
                    row[time] instanceof Long micros ? micros : 0,
                    row[received] instanceof Long micros ? micros : 0);
        }
    }
}
