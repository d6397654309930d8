package io.millrace.console.minql.report;

import io.millrace.console.access.Caller;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.compile.Vocabulary;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.ExportQueries;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryLimits;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.RunningQueries;
import io.millrace.console.query.TableScans;
import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.TableRows;
import io.millrace.testkit.store.TestTables;
import io.millrace.testkit.store.TrinoServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Event tables with two organizations in them, and both engines over them. */
final class TwoEngines implements AutoCloseable {
    /** Whose events are the captures. */
    static final Caller OF_CAPTURES = QueryFixture.CALLER;

    /** Whose events are made up. */
    static final Caller OF_MIXED =
            new Caller("org-m", "user-2", Role.MEMBER, KeyType.QUERY, Map.of("int-1", "claudeCode"));

    private static final LocalDate RECEIVED = LocalDate.parse("2026-11-01");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final PostgresServer postgres;
    private final EventTables tables;
    private final TrinoServer server;
    private final RunningQueries running = new RunningQueries();
    private final TableScans scans;
    private final QueryLimits limits;

    private TwoEngines(PostgresServer postgres, EventTables tables, TrinoServer server, Path folder) {
        this.postgres = postgres;
        this.tables = tables;
        this.server = server;
        this.scans = new TableScans(tables, folder, 1 << 28);
        this.limits = QueryFixture.limits(folder, TIMEOUT);
    }

    static TwoEngines start(Path folder, CaptureFacts facts) {
        PostgresServer postgres = PostgresServer.start();
        EventTables tables = TestTables.open(
                postgres.settings(),
                Map.of("millrace.store.data-dir", folder.resolve("data").toString()));
        EventFiles captured = new EventFiles(made(folder.resolve("captured")));
        facts.writeTo(captured);
        EventFiles mixed = new EventFiles(made(folder.resolve("mixed")));
        new MixedEvents(OF_MIXED.organizationId()).writeTo(mixed);
        for (Signal signal : Signal.values()) {
            captured.paths(signal).forEach(file -> TableRows.appendFile(tables, signal, file, RECEIVED));
            mixed.paths(signal).forEach(file -> TableRows.appendFile(tables, signal, file, RECEIVED));
        }
        return new TwoEngines(postgres, tables, TrinoServer.overFolder(postgres, "millrace"), folder);
    }

    /** Reports of the embedded engine. */
    Reports embedded() {
        return new Reports(engine(), LedgerFixture.LEDGER, Clock.systemUTC(), FormulaContext.LOOK_BACK);
    }

    /** The embedded engine. */
    QueryEngine engine() {
        return QueryFixture.engine(scans, running, limits);
    }

    /** Reports in the form of the query API. */
    ReportService service(QueryEngine engine) {
        return new ReportService(
                engine, (caller, id) -> Optional.empty(), Reports.NO_NAMES, config(), Clock.systemUTC());
    }

    /** Reports of Trino. */
    Reports trino() {
        return new Reports(engine(TIMEOUT), LedgerFixture.LEDGER, Clock.systemUTC(), FormulaContext.LOOK_BACK);
    }

    /** An engine on Trino. */
    QueryEngine engine(Duration timeout) {
        return engine(url(), timeout);
    }

    /** An engine on a Trino server. */
    QueryEngine engine(String url, Duration timeout) {
        QueryLimits shorter = new QueryLimits(
                timeout, limits.memoryBytes(), limits.threads(), limits.spill(), limits.rows(), limits.answerBytes());
        return QueryFixture.engineOnTrino(url, scans, running, shorter);
    }

    /** Exports of Trino. */
    ExportQueries exports() {
        return QueryFixture.exportsOnTrino(url(), scans, running, limits);
    }

    /** What runs. */
    RunningQueries running() {
        return running;
    }

    /** The server's JDBC URL. */
    String url() {
        return server.jdbcUrl();
    }

    /** Waits until the server runs so many queries of the console. */
    void awaitRunning(int wanted) {
        Instant end = Instant.now().plus(TIMEOUT);
        String count = "select count(*) from system.runtime.queries where source = 'millrace' and state = 'RUNNING'";
        while (!server.query(count).equals(List.of(List.of(wanted)))) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the server never ran " + wanted + " queries");
            }
        }
    }

    /** A report as an export. */
    QueryRequest exportOf(ReportRequest report, int limit) {
        ReportPlan plan = ReportPlan.of(report, trino().context(OF_MIXED, report.period(), Vocabulary.NONE));
        Compiled compiled = plan.compile(plan.keys(List.of()));
        return new QueryRequest(
                "export",
                OF_MIXED,
                plan.statement(compiled, true),
                Optional.of(ReportPlan.range(compiled, report.period())),
                limit);
    }

    @Override
    public void close() {
        QueryFixture.close(running);
        server.close();
        tables.close();
        postgres.close();
    }

    private static MinqlConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MinqlConfig.class)
                .build()
                .getConfigMapping(MinqlConfig.class);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
