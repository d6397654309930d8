package io.millrace.store.position;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a commit does to one partition's mark.
 *
 * @param from the mark it started from, null if the table had not seen the partition
 * @param to the mark it leaves
 */
public record Advance(@Nullable Mark from, Mark to) {

    /** @throws FencedException if the partition's mark is not the one that this started from */
    public void check(PartitionKey partition, Marks current) {
        Mark present = current.of(partition).orElse(null);
        if (!Objects.equals(present, from)) {
            throw new FencedException(partition, from, present);
        }
    }
}
