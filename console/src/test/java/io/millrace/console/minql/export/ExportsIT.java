package io.millrace.console.minql.export;

import static io.millrace.console.TestAccounts.bean;
import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.report.ReportService;
import io.millrace.console.query.ExportQueries;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryTestProfile;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports from the request to the file, to their end and to their removal. */
@QuarkusTest
@TestProfile(ExportsIT.OwnFolder.class)
class ExportsIT {
    private static final String EVIL = "=HYPERLINK(\"x\")";
    private static final int EVENTS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** All pairs of pairs of one session: more than anybody waits for. */
    private static final String ENDLESS =
            "claudeCode.event('export_event').join(claudeCode.logs, sessionId).join(claudeCode.logs, sessionId, 'third')"
                    + ".sum(length(concat(eventId, other.eventId, third.eventId)))";

    @TempDir
    static Path folder = Path.of(".");

    @BeforeAll
    static void writeEvents() {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Map<String, Object> event = QueryFixture.event(Signal.LOGS, ORGANIZATION, i, "export_event");
            event.put("session_id", "export-s");
            event.put("model", i % 2 == 0 ? EVIL : "opus");
            event.put("cost_usd", 0.5);
            events.add(event);
        }
        QueryTestProfile.files().write(Signal.LOGS, events);
    }

    @AfterEach
    void removeExports() {
        List<String> ids = asking().get("/api/exports").jsonPath().getList("items.id");
        ids.forEach(id -> asking().delete("/api/exports/" + id));
    }

    @Test
    void writesCsvThatNoSpreadsheetRuns() {
        Response file = file(awaited(begun("csv", "claudeCode.event('export_event').sum(costUsd)"), "done"));

        assertThat(file.contentType()).startsWith("text/csv");
        assertThat(file.header("Content-Disposition")).contains("report.csv");
        assertThat(file.asString().lines())
                .containsExactlyInAnyOrder("model,value", "\"'=HYPERLINK(\"\"x\"\")\",750.0", "opus,750.0");
    }

    @Test
    void writesJson() {
        Response file = file(awaited(begun("json", "claudeCode.event('export_event').sum(costUsd)"), "done"));

        assertThat(file.contentType()).startsWith("application/json");
        assertThat(file.jsonPath().getList("model")).containsExactlyInAnyOrder(EVIL, "opus");
        assertThat(file.jsonPath().getList("value")).containsExactly(750.0f, 750.0f);
    }

    @Test
    void writesParquet() throws Exception {
        Response done = awaited(begun("parquet", "claudeCode.event('export_event').sum(costUsd)"), "done");
        Path parquet = Files.write(folder.resolve("x.parquet"), file(done).asByteArray());

        assertThat(done.jsonPath().getInt("rows")).isEqualTo(2);
        assertThat(QueryFixture.readParquet(parquet))
                .containsExactlyInAnyOrder(List.of(EVIL, 750.0), List.of("opus", 750.0));
    }

    @Test
    void tellsHowFarItIsAndEndsWhenItIsCancelled() {
        String slow = begun("csv", ENDLESS);
        String waiting = begun("csv", "claudeCode.logs.count()");
        Response running = awaited(slow, "running");

        assertThat(running.jsonPath().getDouble("percent")).isBetween(-1.0, 100.0);
        assertThat(asking().get("/api/exports/" + slow + "/file").statusCode()).isEqualTo(409);
        assertThat(asking().get("/api/exports/" + waiting).jsonPath().getString("state"))
                .isEqualTo("waiting");

        assertThat(asking().delete("/api/exports/" + slow).statusCode()).isEqualTo(204);

        assertThat(asking().get("/api/exports/" + slow).statusCode()).isEqualTo(404);
        awaited(waiting, "done"); // the only thread is free again
    }

    @Test
    void saysWhatIsWrongBeforeItBegins() {
        assertThat(create("csv", "claudeCode.logs.sum(").statusCode()).isEqualTo(400);
        assertThat(create("xlsx", "claudeCode.logs.count()").statusCode()).isEqualTo(400);
        assertThat(asking().get("/api/exports/no-such").statusCode()).isEqualTo(404);
        assertThat(given().get("/api/exports").statusCode()).isEqualTo(401);
    }

    @Test
    void holdsNoMoreThanAnOrganizationMayHave() {
        for (int i = 0; i < 4; i++) {
            begun("csv", "claudeCode.logs.count()");
        }

        assertThat(create("csv", "claudeCode.logs.count()").statusCode()).isEqualTo(429);
    }

    @Test
    void removesAFileWhenItsTimeIsOver() throws Exception {
        MovingClock clock = new MovingClock();
        ExportJobs jobs = new ExportJobs(
                bean(ExportQueries.class),
                bean(RunningQueries.class),
                bean(MinqlConfig.class),
                bean(ConsoleConfig.class),
                clock);
        try {
            var request = new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(
                            "{\"formula\": \"claudeCode.logs.count()\", \"from\": \"2026-11-01\", \"to\": \"2026-12-01\"}");
            var export = bean(ReportService.class).exportable(CALLER, "q", request);
            ExportJob job = jobs.submit(CALLER, export, ExportFormat.CSV);
            Instant end = Instant.now().plus(PATIENCE);
            while (job.state() != ExportJob.State.DONE) {
                assertThat(Instant.now()).isBefore(end);
                Thread.onSpinWait();
            }

            clock.move(Duration.ofHours(23));
            jobs.removeOld();
            assertThat(job.file()).exists();

            clock.move(Duration.ofHours(2));
            jobs.removeOld();
            assertThat(job.file()).doesNotExist();
            assertThat(jobs.find(CALLER, job.id())).isEmpty();
        } finally {
            jobs.stop(new ShutdownEvent());
        }
    }

    private static String begun(String format, String formula) {
        Response created = create(format, formula);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(202);
        return created.jsonPath().getString("id");
    }

    private static Response create(String format, String formula) {
        return asking().body(Map.of(
                        "format",
                        format,
                        "formula",
                        formula,
                        "breakdown",
                        "model",
                        "from",
                        "2026-11-01",
                        "to",
                        "2026-12-01"))
                .post("/api/exports");
    }

    private static Response awaited(String id, String state) {
        Instant end = Instant.now().plus(PATIENCE);
        Response response = asking().get("/api/exports/" + id);
        while (!response.jsonPath().getString("state").equals(state)) {
            assertThat(Instant.now()).as(response.asString()).isBefore(end);
            response = asking().get("/api/exports/" + id);
        }
        return response;
    }

    private static Response file(Response done) {
        return asking().get(done.jsonPath().getString("file"));
    }

    private static RequestSpecification asking() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.keyOf(CALLER));
    }

    /** Exports of its own, and few of them. */
    public static class OwnFolder extends QueryTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put(
                    "millrace.console.minql.export.directory",
                    System.getProperty("java.io.tmpdir") + "/millrace-exports-"
                            + ProcessHandle.current().pid());
            settings.put("millrace.console.minql.export.per-organization", "4");
            return settings;
        }
    }

    private static final class MovingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
