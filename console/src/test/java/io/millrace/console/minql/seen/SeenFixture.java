package io.millrace.console.minql.seen;

import io.millrace.console.store.Database;
import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Statistics that a test gives instead of data files. */
public final class SeenFixture {
    private SeenFixture() {}

    /** An integration's events have these keys, each with its own name as only value, and event names like them. */
    public static void seen(Database database, String organizationId, List<String> texts) {
        List<SeenCount.Key> keys = new ArrayList<>();
        List<SeenCount.Value> values = new ArrayList<>();
        for (String text : texts) {
            keys.add(new SeenCount.Key(organizationId, "int-1", "attributes", text, "VARCHAR", 1));
            values.add(new SeenCount.Value(organizationId, "int-1", "attributes", text, text, 1));
            values.add(new SeenCount.Value(organizationId, "int-1", "attributes", "model", text, 1));
            values.add(new SeenCount.Value(organizationId, "int-1", SeenKey.NAME, SeenKey.NAME, text, 1));
        }
        database.inTransaction(db -> {
            SeenTables.add(db, Signal.LOGS, new SeenCount(keys, values), Instant.parse("2026-11-01T00:00:00Z"));
            return organizationId;
        });
    }
}
