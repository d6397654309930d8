package io.millrace.store.position;

import io.millrace.telemetry.event.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Reads the newest source positions out of a table's rows, for when its marks are lost. Reads five columns of every row. */
public final class RowPositions {
    private RowPositions() {}

    /** The newest position of each raw partition that has rows. */
    public static Collection<SourcePosition> newest(Table table) {
        Map<PartitionKey, SourcePosition> newest = new TreeMap<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table)
                .select("src_topic", "src_partition", "src_leader_epoch", "src_offset", "src_index")
                .build()) {
            for (Record row : rows) {
                SourcePosition position = new SourcePosition(
                        (String) row.getField("src_topic"),
                        (Integer) row.getField("src_partition"),
                        (Integer) row.getField("src_leader_epoch"),
                        (Long) row.getField("src_offset"),
                        (Integer) row.getField("src_index"));
                newest.merge(
                        new PartitionKey(position.topicId(), position.partition()),
                        position,
                        (first, second) -> first.isAtOrBefore(second) ? second : first);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the source positions of " + table.name(), e);
        }
        return newest.values();
    }
}
