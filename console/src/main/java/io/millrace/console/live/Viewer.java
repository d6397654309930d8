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

    /** Sends what was there before, in one batch even if it is empty: a browser hears of an open stream only with its first bytes. */
    void begin(List<LiveEvent> before) {
        emitter.emit(batch(before));
    }

    /** Sends what of these events may be shown. */
    void show(List<LiveEvent> events) {
        LiveBatch batch = batch(events);
        if (!batch.events().isEmpty()) {
            emitter.emit(batch);
        }
    }

    private LiveBatch batch(List<LiveEvent> events) {
        List<JsonNode> mine = events.stream()
                .filter(event ->
                        event.organizationId().equals(organizationId) && integrations.contains(event.integrationId()))
                .map(LiveEvent::shown)
                .toList();
        int leftOut = Math.max(0, mine.size() - MOST_AT_ONCE);
        return new LiveBatch(mine.subList(leftOut, mine.size()), leftOut);
    }
}
