package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What a rewrite of files may use.
 *
 * @param folder local folder for copies, new files and what does not fit into memory
 * @param memoryBytes memory of the engine, besides the heap
 * @param threads threads of the engine, from 1
 * @param maxSpillBytes bytes that the engine may spill
 */
public record RewriteLimits(Path folder, long memoryBytes, int threads, long maxSpillBytes) {
    /** Refuses what the engine refuses. */
    public RewriteLimits {
        requireNonNull(folder, "folder");
        if (threads < 1 || memoryBytes < 1 || maxSpillBytes < 0) {
            throw new IllegalArgumentException("limits of a rewrite must be positive: threads=" + threads + " memory="
                    + memoryBytes + " spill=" + maxSpillBytes);
        }
    }
}
