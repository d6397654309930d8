package io.millrace.sink.table;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.sink.event.UnreadableEventException;
import io.millrace.store.EventTables;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Commits of log events of one partition, and what they leave in the table. */
final class Rows {
    static final PartitionKey PARTITION = new PartitionKey("events", 0);

    private Rows() {}

    static IcebergEventTable writer(EventTables tables) {
        return new IcebergEventTable(tables, Signal.LOGS, Clock.systemUTC());
    }

    /** Events of raw offsets, one each. */
    static List<EventRow> of(int from, int toExclusive) throws UnreadableEventException {
        EventReader reader = new EventReader(Signal.LOGS);
        List<EventRow> rows = new ArrayList<>();
        for (int offset = from; offset < toExclusive; offset++) {
            rows.add(reader.read(EventText.event("raw", 0, offset, 0).text().getBytes(StandardCharsets.UTF_8)));
        }
        return rows;
    }

    /** Commits events of raw offsets, with the marks that belong to them. */
    static Outcome commit(IcebergEventTable writer, int from, int toExclusive) throws UnreadableEventException {
        List<EventRow> rows = of(from, toExclusive);
        @Nullable Mark before = from == 0 ? null : mark(from);
        return writer.prepare(rows, Map.of(PARTITION, new Advance(before, mark(toExclusive))))
                .attempt();
    }

    /** The mark behind the event of raw offset {@code next - 1}. */
    static Mark mark(int next) throws UnreadableEventException {
        return Mark.startingAt(0).stored(next - 1L, of(next - 1, next).get(0).position());
    }

    /** Raw offsets of all rows. */
    static List<Long> offsets(EventTables tables) throws IOException {
        List<Long> offsets = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(tables.load(Signal.LOGS).orElseThrow()).build()) {
            rows.forEach(row -> offsets.add((Long) row.getField("src_offset")));
        }
        return offsets;
    }
}
