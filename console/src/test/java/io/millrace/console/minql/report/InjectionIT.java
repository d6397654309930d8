package io.millrace.console.minql.report;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryTestProfile;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that would be SQL if any of them were put into a statement: as values of events, in requests, and in files. */
@QuarkusTest
@TestProfile(QueryTestProfile.class)
class InjectionIT {
    private static final List<String> EVIL = List.of(
            "x'); DROP VIEW logs; --",
            "x\"); DROP VIEW logs; --",
            "' OR '1'='1",
            "' UNION ALL SELECT org_id FROM logs --",
            "'||(SELECT max(org_id) FROM logs)||'",
            "\\'; SELECT 1; --",
            "? ?",
            "{0} {1}",
            "$1",
            "%' OR 1=1 --",
            "\u2019 OR \u20191\u2019=\u20191",
            "/* */ ' /* ");

    @TempDir
    static Path folder = Path.of(".");

    @BeforeAll
    static void writeEvents() {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < EVIL.size(); i++) {
            events.add(event(ORGANIZATION, i, EVIL.get(i)));
            events.add(event(OTHER_ORGANIZATION, 1_000 + i, EVIL.get(i)));
        }
        QueryTestProfile.files().write(Signal.LOGS, events);
    }

    static List<String> evil() {
        return EVIL;
    }

    @Test
    void valuesOfABreakdownStayWhatTheyAre() {
        JsonPath answer = query("/api/query", Map.of("breakdown", "model"));

        assertThat(answer.getList("rows.collect { it[0] }", String.class)).containsExactlyInAnyOrderElementsOf(EVIL);
        assertThat(answer.getList("rows.collect { it[1] }", Float.class)).containsOnly(1f);
    }

    @Test
    void valuesThatStayAndOtherAddUp() {
        JsonPath answer = query("/api/query", Map.of("breakdown", "model", "top", 3));
        List<String> shown = answer.getList("rows.collect { it[0] }", String.class);
        JsonPath behindOther = query(
                "/api/query/rows",
                Map.of(
                        "breakdown",
                        "model",
                        "top",
                        3,
                        "mark",
                        Map.of("breakdown", List.of(Map.of("other", true))),
                        "columns",
                        List.of("model")));

        assertThat(shown).hasSize(4).contains("other");
        TreeSet<String> rest = new TreeSet<>(EVIL);
        rest.removeAll(shown);
        assertThat(behindOther.getList("rows.collect { it[0] }", String.class))
                .containsExactlyInAnyOrderElementsOf(rest);
    }

    @ParameterizedTest
    @MethodSource("evil")
    void aMarkHasItsOwnRowsBehindIt(String evil) {
        Map<String, Object> request = new HashMap<>(Map.of("breakdown", "model", "columns", List.of("model", "name")));
        request.put("columns", List.of("model", "concat(model, " + text(evil) + ")"));
        request.put("mark", Map.of("breakdown", List.of(evil)));

        assertThat(query("/api/query/rows", request).getList("rows")).isEqualTo(List.of(List.of(evil, evil + evil)));
    }

    @ParameterizedTest
    @MethodSource("evil")
    void aFilterAndAnAttributeFindTheirOwnRowsOnly(String evil) {
        JsonPath filtered = query("/api/query", Map.of("filters", List.of("model = " + text(evil))));
        JsonPath byKey = query("/api/query", Map.of("filters", List.of("attribute(" + text(evil) + ") = 'found'")));
        JsonPath contained = query("/api/query", Map.of("filters", List.of("model.contains(" + text(evil) + ")")));

        assertThat(filtered.getFloat("rows[0][0]")).isEqualTo(1);
        assertThat(byKey.getFloat("rows[0][0]")).isEqualTo(1);
        assertThat(contained.getFloat("rows[0][0]")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("evil")
    void exportsHoldNamesAndCellsAsTheyAre(String evil) throws Exception {
        Map<String, Object> report = Map.of(
                "metrics",
                List.of(Map.of("formula", "claudeCode.event('injected').count()", "name", evil)),
                "breakdown",
                "model",
                "filters",
                List.of("model = " + text(evil)));
        Path parquet = Files.write(
                folder.resolve("x.parquet"), export("parquet", report).asByteArray());

        List<Map<String, Object>> rows = export("json", report).jsonPath().getList("");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0)).containsEntry("model", evil).containsEntry(evil, 1.0f);
        assertThat(export("csv", report).asString())
                .isEqualTo("model," + cell(evil) + "\r\n" + cell(evil) + ",1.0\r\n");
        assertThat(QueryFixture.readParquet(parquet)).isEqualTo(List.of(List.of(evil, 1.0)));
    }

    @ParameterizedTest
    @MethodSource("evil")
    void timelinesAndReportsOfSuchANameAreNone(String evil) {
        Response timeline = asking().body(Map.of("session", evil, "around", "2026-11-01T10:00:00Z"))
                .post("/api/timeline");
        Response report = asking().body(Map.of("report", evil)).post("/api/query");
        Response cancelled = asking().urlEncodingEnabled(false)
                .delete("/api/sql/"
                        + URLEncoder.encode(evil, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(timeline.jsonPath().getList("events")).isEmpty();
        assertThat(timeline.jsonPath().getList("spans")).isEmpty();
        assertThat(report.statusCode()).isEqualTo(404);
        assertThat(cancelled.statusCode()).isEqualTo(404);
    }

    private static JsonPath query(String path, Map<String, Object> members) {
        Map<String, Object> request = new HashMap<>(members);
        request.put("formula", "claudeCode.event('injected').count()");
        request.put("from", "2026-11-01");
        request.put("to", "2026-12-01");
        Response response = asking().body(request).post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static Response export(String format, Map<String, Object> report) {
        Map<String, Object> request = new HashMap<>(report);
        request.put("format", format);
        request.put("from", "2026-11-01");
        request.put("to", "2026-12-01");
        Response begun = asking().body(request).post("/api/exports");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(202);
        String path = "/api/exports/" + begun.path("id");
        Eventually.until(
                "done",
                Duration.ofSeconds(60),
                () -> asking().get(path).path("state").equals("done"));
        Response file = asking().get(path + "/file");
        asking().delete(path);
        return file;
    }

    /** As a text of a formula. */
    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** As RFC 4180 writes it; none of the texts begins a formula. */
    private static String cell(String value) {
        return value.contains("\"") || value.contains(";") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static Map<String, Object> event(String organization, int offset, String evil) {
        Map<String, Object> event = QueryFixture.event(Signal.LOGS, organization, offset, "injected");
        event.put("model", evil);
        event.put("attributes", Map.of(evil, "found"));
        return event;
    }

    private static RequestSpecification asking() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.keyOf(CALLER));
    }
}
