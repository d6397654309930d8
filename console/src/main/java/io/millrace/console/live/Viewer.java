package io.millrace.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.Set;

/**
 * One who watches.
 *
 * @param organizationId the only organization whose events are shown
 * @param integrations ids of the only integrations whose events are shown
 * @param emitter where they go
 */
record Viewer(String organizationId, Set<String> integrations, MultiEmitter<? super LiveBatch> emitter) {
    private static final int MOST_AT_ONCE = 100;

    /** Copies the set. */
    Viewer {
        integrations = Set.copyOf(integrations);
    }

    /** Sends an empty batch: a browser hears of an open stream only with its first bytes. */
    void greet() {
        emitter.emit(new LiveBatch(List.of(), 0));
    }

    /** Sends what of these events may be shown. */
    void show(List<LiveEvent> events) {
        List<JsonNode> mine = events.stream()
                .filter(event ->
                        event.organizationId().equals(organizationId) && integrations.contains(event.integrationId()))
                .map(LiveEvent::shown)
                .toList();
        if (!mine.isEmpty()) {
            int leftOut = Math.max(0, mine.size() - MOST_AT_ONCE);
            emitter.emit(new LiveBatch(mine.subList(leftOut, mine.size()), leftOut));
        }
    }
}
