package io.millrace.console.minql.seen;

import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.store.Database;
import io.millrace.telemetry.Signal;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the attributes that events of an organization have; a few seconds old at most. */
@Singleton
public class SeenAttributes {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_ORGANIZATIONS = 1_000;

    private final Database database;
    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    SeenAttributes(Database database, @Identifier("console") Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keys, the most frequent first. */
    public List<SeenKey> keys(String organizationId) {
        return of(organizationId).keys;
    }

    /** Keys of attributes by the name that formulas use. */
    public Map<String, Set<String>> keysByAlias(String organizationId) {
        return of(organizationId).byAlias;
    }

    /** Frequent values of a key, the most frequent first; of one table, or of all if the signal is null. */
    public List<SeenValue> values(String organizationId, @Nullable Signal signal, String key, int limit) {
        return database.read(db -> SeenTables.values(db, organizationId, signal, key, limit));
    }

    private synchronized Known of(String organizationId) {
        Instant now = clock.instant();
        Known entry = known.get(organizationId);
        if (entry == null || entry.readAt.plus(KEPT).isBefore(now)) {
            List<SeenKey> keys = database.read(db -> SeenTables.keys(db, organizationId));
            entry = new Known(keys, byAlias(keys), now);
            known.put(organizationId, entry);
            if (known.size() > MOST_ORGANIZATIONS) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return entry;
    }

    private static Map<String, Set<String>> byAlias(List<SeenKey> keys) {
        Map<String, Set<String>> byAlias = new HashMap<>();
        for (SeenKey key : keys) {
            if (!key.place().equals(SeenKey.NAME)) {
                byAlias.computeIfAbsent(Formulas.alias(key.key()), alias -> new LinkedHashSet<>())
                        .add(key.key());
            }
        }
        return byAlias;
    }

    private record Known(List<SeenKey> keys, Map<String, Set<String>> byAlias, Instant readAt) {}
}
