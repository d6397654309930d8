package io.millrace.console.health;

import io.millrace.console.store.ActivityRow;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How much arrived within the last minutes, in memory: one bucket a minute, integration and signal. */
@Singleton
class RecentRates {
    /** The time over which rates are taken. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final long MINUTE = 60_000;

    private final Clock clock;
    private final NavigableMap<Long, Map<String, Rate>> byMinute = new TreeMap<>();

    RecentRates(@Identifier("console") Clock clock) {
        this.clock = clock;
    }

    synchronized void add(ActivityRow row) {
        if (!row.stage().equals("gateway") || !row.outcome().equals("accepted")) {
            return;
        }
        Instant oldest = clock.instant().minus(WINDOW);
        byMinute.headMap(oldest.toEpochMilli() / MINUTE, false).clear();
        if (row.lastAt().isAfter(oldest)) {
            byMinute.computeIfAbsent(row.lastAt().toEpochMilli() / MINUTE, minute -> new HashMap<>())
                    .merge(
                            row.integrationId() + "/" + row.signal(),
                            new Rate(row.requests(), row.records(), row.bytes()),
                            Rate::plus);
        }
    }

    /** What arrived within the window. */
    synchronized Rate sum(String integrationId, String signal) {
        long oldest = clock.instant().minus(WINDOW).toEpochMilli() / MINUTE;
        return byMinute.tailMap(oldest, true).values().stream()
                .map(minute -> minute.getOrDefault(integrationId + "/" + signal, Rate.NOTHING))
                .reduce(Rate.NOTHING, Rate::plus);
    }

    /**
     * An amount.
     *
     * @param requests requests
     * @param records records
     * @param bytes bytes
     */
    record Rate(long requests, long records, long bytes) {
        static final Rate NOTHING = new Rate(0, 0, 0);

        Rate plus(Rate other) {
            return new Rate(requests + other.requests, records + other.records, bytes + other.bytes);
        }
    }
}
