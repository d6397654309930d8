package io.millrace.console.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.console.query.QueryLimits.RowBounds;
import io.millrace.console.query.QueryLimits.Spill;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Builds the engine from its settings. */
class QueryBeans {

    @Produces
    @Singleton
    MetricPoints points() {
        return new MetricPoints();
    }

    @Produces
    @Singleton
    QueryEngine engine(
            EventScans scans, MetricPoints points, RunningQueries running, QueryConfig config, MeterRegistry registry) {
        QuerySlots slots = new QuerySlots(
                config.concurrent(),
                Math.min(config.concurrent(), config.concurrentPerOrganization()),
                config.waiting());
        Admission admission = new Admission(slots, config.maxWait(), new QueryMetrics(registry));
        QueryEngine.Engines engines = new QueryEngine.Engines(
                new ResultCache(config.resultCache().asLongValue()),
                new SessionPool(config.idleEngines()),
                points,
                trino(config));
        return new QueryEngine(scans, running, admission, limits(config), engines, System::nanoTime);
    }

    @Produces
    @Singleton
    ExportQueries exports(EventScans scans, MetricPoints points, RunningQueries running, QueryConfig config) {
        return new ExportQueries(scans, points, running, limits(config), trino(config));
    }

    @Produces
    @Singleton
    QueryStart start(QueryConfig config) {
        return new QueryStart(config.warmUp());
    }

    private static @Nullable TrinoQueries trino(QueryConfig config) {
        return config.engine() == EngineKind.TRINO ? new TrinoQueries(config.trino()) : null;
    }

    static QueryLimits limits(QueryConfig config) {
        Path spill = config.spillDirectory()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "millrace-query-spill"))
                .resolve(Long.toString(ProcessHandle.current().pid()));
        return new QueryLimits(
                config.timeout(),
                config.memory().asLongValue(),
                config.threads(),
                new Spill(spill, config.maxSpill().asLongValue()),
                new RowBounds(config.rows(), config.maxRows()),
                config.maxAnswer().asLongValue());
    }
}
