package io.millrace.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a viewer is sent at once.
 *
 * @param events newest events, oldest first
 * @param leftOut events that were left out because there were too many
 */
record LiveBatch(List<JsonNode> events, long leftOut) {
    /** Copies the list. */
    LiveBatch {
        events = List.copyOf(events);
    }
}
