package io.millrace.console.query;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryLimits.RowBounds;
import io.millrace.console.query.QueryLimits.Spill;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An engine over test files, and events for them. */
public final class QueryFixture {
    /** The organization that asks. */
    public static final String ORGANIZATION = "org-a";

    /** Another one, in the same files. */
    public static final String OTHER_ORGANIZATION = "org-b";

    /** Who asks. */
    public static final Caller CALLER =
            new Caller(ORGANIZATION, "user-1", Role.MEMBER, KeyType.QUERY, Map.of("int-1", "claudeCode"));

    private QueryFixture() {}

    /** Limits that suit tests: small, but enough. */
    public static QueryLimits limits(Path folder, Duration timeout) {
        return new QueryLimits(
                timeout,
                128L << 20,
                2,
                new Spill(folder.resolve("spill"), 64L << 20),
                new RowBounds(1000, 10_000),
                8L << 20);
    }

    /** An engine with two slots. */
    public static QueryEngine engine(EventScans scans, RunningQueries running, QueryLimits limits) {
        Admission admission = new Admission(
                new QuerySlots(2, 2, 4), Duration.ofSeconds(20), new QueryMetrics(new SimpleMeterRegistry()));
        return new QueryEngine(scans, running, admission, limits, System::nanoTime);
    }

    /** Ends what watches the time of queries. */
    public static void close(RunningQueries running) {
        running.close();
    }

    /** An event with every required column; more can be put into it. */
    public static Map<String, Object> event(Signal signal, String organization, long offset, String name) {
        Map<String, Object> event = new HashMap<>();
        event.put("org_id", organization);
        event.put("integration_id", "int-1");
        event.put("src_topic", "topic-" + signal.wireName());
        event.put("src_partition", 0);
        event.put("src_leader_epoch", 0);
        event.put("src_offset", offset);
        event.put("src_index", 0);
        long micros = Instant.parse("2026-11-01T10:00:00Z").toEpochMilli() * 1000 + offset * 1_000_000;
        event.put("received_time", micros);
        event.put("time", micros);
        event.put("name", name);
        event.put("attributes", Map.of());
        event.put("resource_attributes", Map.of());
        return event;
    }
}
