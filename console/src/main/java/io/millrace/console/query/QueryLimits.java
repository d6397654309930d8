package io.millrace.console.query;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of every query.
 *
 * @param timeout longest run
 * @param memoryBytes memory of the engine for one query
 * @param threads threads of the engine for one query
 * @param spill where and how much may be spilled to disk
 * @param rows bound on the answer's rows
 * @param answerBytes bound on the answer's size
 */
public record QueryLimits(
        Duration timeout, long memoryBytes, int threads, Spill spill, RowBounds rows, long answerBytes) {

    /**
     * Spilling.
     *
     * @param directory folder of this process alone; each query has its own below it
     * @param maxBytes most that one query may spill
     */
    public record Spill(Path directory, long maxBytes) {}

    /**
     * Rows of an answer.
     *
     * @param standard when the request names no limit
     * @param max most that a request may ask for
     */
    public record RowBounds(int standard, int max) {}
}
