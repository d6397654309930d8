package io.millrace.console.access;

import io.millrace.console.store.Database;
import io.millrace.console.store.Keys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were last used for questions and administration; uses at gateways come with the ledger. Noted in memory, at most once a
 * minute for a key, and stored by whoever calls {@link #store()}.
 */
@Singleton
public class KeyUses {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private final Map<String, Instant> unstored = new ConcurrentHashMap<>();
    private final Database database;

    KeyUses(Database database) {
        this.database = database;
    }

    /** Notes a use. Never blocks. */
    void note(String keyId, Instant now) {
        Instant last = noted.get(keyId);
        if (last == null || last.plus(EVERY).isBefore(now)) {
            noted.put(keyId, now);
            unstored.put(keyId, now);
        }
    }

    /** Stores what was noted. Blocks. */
    public void store() {
        Map<String, Instant> uses = Map.copyOf(unstored);
        if (uses.isEmpty()) {
            return;
        }
        database.inTransaction(db -> {
            uses.forEach((keyId, at) -> Keys.used(db, keyId, at));
            return true;
        });
        uses.forEach(unstored::remove);
    }
}
