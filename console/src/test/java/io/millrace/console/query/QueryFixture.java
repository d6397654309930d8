package io.millrace.console.query;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryAnswer.ResultColumn;
import io.millrace.console.query.QueryLimits.RowBounds;
import io.millrace.console.query.QueryLimits.Spill;
import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

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
        return new QueryEngine(scans, running, admission(), limits, System::nanoTime);
    }

    /** An engine whose compiled statements run on a Trino server. */
    public static QueryEngine engineOnTrino(String url, EventScans scans, RunningQueries running, QueryLimits limits) {
        QueryEngine.Engines engines = new QueryEngine.Engines(
                new ResultCache(0), new SessionPool(0), new MetricPoints(), new TrinoQueries(trino(url)));
        return new QueryEngine(scans, running, admission(), limits, engines, System::nanoTime);
    }

    /** Exports whose compiled statements run on a Trino server. */
    public static ExportQueries exportsOnTrino(
            String url, EventScans scans, RunningQueries running, QueryLimits limits) {
        return new ExportQueries(scans, new MetricPoints(), running, limits, new TrinoQueries(trino(url)));
    }

    /** Scans of event tables, as in an application. */
    static StoreScans scans(EventTables tables, Path folder, long cacheBytes) {
        return new StoreScans(tables, localFiles(tables, folder, cacheBytes));
    }

    /** Files of event tables on this machine, as in an application. */
    static LocalFiles localFiles(EventTables tables, Path folder, long cacheBytes) {
        QueryConfig config = config(Map.of(
                "millrace.console.query.file-cache",
                Long.toString(cacheBytes),
                "millrace.console.query.spill-directory",
                folder.resolve("spill").toString()));
        return new LocalFiles(tables, config);
    }

    /** Takes rows into a list. */
    public static RowTarget collecting(List<List<? extends @Nullable Object>> rows) {
        return new RowTarget() {
            @Override
            public void columns(List<ResultColumn> columns) {
                // the rows say how many there are
            }

            @Override
            public void row(List<? extends @Nullable Object> values) {
                rows.add(values);
            }
        };
    }

    /** The rows of a Parquet file. */
    public static List<List<@Nullable Object>> readParquet(Path file) throws SQLException {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("FROM " + ViewColumns.literal(file.toString()))) {
            ResultRows rows = new ResultRows(result, EngineKind.DUCKDB);
            List<List<@Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.values());
            }
            return all;
        }
    }

    private static QueryConfig.Trino trino(String url) {
        return config(Map.of("millrace.console.query.trino.url", url)).trino();
    }

    private static QueryConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(QueryConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(QueryConfig.class);
    }

    private static Admission admission() {
        return new Admission(
                new QuerySlots(2, 2, 4), Duration.ofSeconds(20), new QueryMetrics(new SimpleMeterRegistry()));
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
