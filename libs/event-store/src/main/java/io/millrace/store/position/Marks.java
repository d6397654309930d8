package io.millrace.store.position;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The marks of all partitions of a table.
 *
 * @param byPartition mark of each partition that the table has seen
 */
public record Marks(SortedMap<PartitionKey, Mark> byPartition) {
    /** No partition seen yet. */
    public static final Marks NONE = new Marks(new TreeMap<>());

    /** Copies the map. */
    public Marks {
        byPartition = Collections.unmodifiableSortedMap(new TreeMap<>(byPartition));
    }

    /** The mark of a partition, or empty if the table has not seen it. */
    public Optional<Mark> of(PartitionKey partition) {
        return Optional.ofNullable(byPartition.get(partition));
    }

    /** These marks with others in their place. */
    public Marks with(Map<PartitionKey, Mark> changed) {
        SortedMap<PartitionKey, Mark> merged = new TreeMap<>(byPartition);
        merged.putAll(changed);
        return new Marks(merged);
    }

    /** Whether no partition was seen. */
    public boolean isEmpty() {
        return byPartition.isEmpty();
    }
}
