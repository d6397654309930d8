package io.millrace.sink.commit;

import io.millrace.sink.event.EventRow;

/** Knows what was deleted on purpose and must not come back, by a replay say. */
public interface Erasures {
    /** Whether the row must not be stored. */
    boolean covers(EventRow row);
}
