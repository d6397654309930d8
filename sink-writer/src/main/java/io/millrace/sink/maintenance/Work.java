package io.millrace.sink.maintenance;

import java.util.Map;

/**
 * What an operation did or would do.
 *
 * @param numbers for people, by name
 * @param isNeeded whether there is anything to do
 * @param removedRows rows that the table has fewer
 */
record Work(Map<String, Long> numbers, boolean isNeeded, long removedRows) {
    /** Copies the map. */
    Work {
        numbers = Map.copyOf(numbers);
    }
}
