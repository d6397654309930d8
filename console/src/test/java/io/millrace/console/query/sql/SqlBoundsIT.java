package io.millrace.console.query.sql;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.millrace.console.query.QueryFixture.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.console.query.QueryTestProfile;
import io.millrace.telemetry.Signal;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of SQL that takes too much, and what its errors tell. */
@QuarkusTest
@TestProfile(SqlBoundsIT.ShortTime.class)
class SqlBoundsIT {
    private static final String SECRET = "secret-of-another-organization";
    private static final String ENDLESS =
            "with recursive t as (select 1 as n union all select n + 1 from t) select count(*) from t";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource
    URI address = URI.create("http://127.0.0.1");

    // given by the container: the gauge says when a query has really ended
    @jakarta.inject.Inject
    MeterRegistry meters;

    @BeforeAll
    static void writeEventsOfTwoOrganizations() {
        Map<String, Object> mine = event(Signal.LOGS, ORGANIZATION, 1, "a");
        mine.put("terminal_type", "17");
        Map<String, Object> theirs = event(Signal.LOGS, OTHER_ORGANIZATION, 2, SECRET);
        theirs.put("terminal_type", SECRET);
        QueryTestProfile.files().write(Signal.LOGS, List.of(mine, theirs));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ENDLESS,
                "select count(*) from logs a, unnest(list_resize([1], 100000)) b(x), unnest(list_resize([1], 100000)) c(x),"
                        + " unnest(list_resize([1], 100000)) d(x)",
                "with recursive t as (select 'x' as s union all select s || s from t) select max(length(s)) from t",
                "select length(repeat(repeat('x', 1000000), 1000000))",
                "select list_resize([1], 1000000000000)",
                "with recursive t as (select 1 as n union all select n + 1 from t) select list(n) from t"
            })
    void endsWhatTakesTooMuchWithAProblem(String sql) {
        Response answer = ask(Map.of("sql", sql));

        assertThat(answer.statusCode()).isIn(400, 408, 422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertTellsNothing(answer);
        awaitRunning(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with recursive t as (select 'x' as s union all select s || s from t) select max(length(s)) from t",
                "with recursive t as (select [1] as s union all select list_concat(s, s) from t) select max(length(s)) from t",
                "with recursive t as (select 1 as n union all select n + 1 from t)"
                        + " select count(*) from t tablesample reservoir(1000000000)",
                "with recursive t as (select 'x' as s union all select replace(s, 'x', 'xxxxxxxxxx') from t)"
                        + " select max(length(s)) from t",
                "with recursive t as (select 'x' as s union all select regexp_replace(s, 'x', 'xxxxxxxxxx', 'g') from t)"
                        + " select max(length(s)) from t"
            })
    void refusesMoreMemoryThanTheSettingAndLivesOn(String sql) {
        Response answer = ask(Map.of("sql", sql));

        assertTooLarge(answer);
        assertThat(ask(Map.of("sql", "select 1")).jsonPath().getList("rows")).isEqualTo(List.of(List.of(1)));
        awaitRunning(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace(?, 'x', ?)", "regexp_replace(?, 'x', ?, 'g')", "regexp_replace(?, '.', ?)"})
    void makesNoTextThatIsLongerThanItsMemory(String call) {
        String text = "x".repeat(100_000);

        assertTooLarge(ask(Map.of("sql", "select length(" + call + ")", "parameters", List.of(text, text))));
        assertThat(ask(Map.of("sql", "select " + call, "parameters", List.of("xa", "y")))
                        .jsonPath()
                        .getString("rows[0][0]"))
                .isEqualTo("ya");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace(%s, 'x', %s)", "regexReplace(%s, 'x', %s)"})
    void makesNoSuchTextForAFormulaEither(String call) {
        String text = "'" + "x".repeat(9_000) + "'";
        Map<String, Object> report = Map.of(
                "from",
                "2026-11-01",
                "to",
                "2026-11-02",
                "formula",
                "claudeCode.logs.count()",
                "filters",
                List.of("length(" + call.formatted("concat(model, " + text + ")", text) + ") > 1"));

        assertTooLarge(asking().body(report).post("/api/query"));
    }

    @Test
    void samplesOnlyTheRowsOfTheCaller() {
        Response answer = ask(Map.of("sql", "select org_id from logs tablesample reservoir(1000)"));

        assertThat(answer.jsonPath().getList("rows")).isEqualTo(List.of(List.of(ORGANIZATION)));
    }

    @Test
    void endsALongQueryWhenItsTimeIsOver() {
        Response answer = ask(Map.of("sql", ENDLESS));

        assertThat(answer.statusCode()).isEqualTo(408);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:millrace:problem:query-timeout");
        assertThat(answer.jsonPath().getString("detail")).contains("3000 ms");
    }

    @Test
    void endsAQueryThatIsCancelled() {
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> ask(Map.of("sql", ENDLESS, "queryId", "cancelled-one")));
        Instant end = Instant.now().plus(PATIENCE);
        while (asking().delete("/api/sql/cancelled-one").statusCode() != 202) {
            assertThat(Instant.now()).isBefore(end);
            assertThat(answer).as("ended before it could be cancelled").isNotDone();
        }

        assertThat(answer.join().statusCode()).isEqualTo(409);
        assertThat(answer.join().jsonPath().getString("type")).isEqualTo("urn:millrace:problem:query-cancelled");
        awaitRunning(0);
    }

    @Test
    void endsAQueryWhoseClientHasGone() throws IOException {
        double before = cancelled();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String body = "{\"sql\": \"" + ENDLESS + "\"}";
            String request = "POST /api/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + QueryTestProfile.keyOf(CALLER) + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            awaitRunning(1);
        }

        awaitRunning(0);
        assertThat(cancelled()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from logs where cast(terminal_type as integer) > 0",
                "select max(cast(terminal_type as integer)) from logs",
                "select count(*) from logs where cast(case when org_id <> 'org-a' then terminal_type else '1' end as integer) = 1",
                "select count(*) from logs a join logs b on cast(a.terminal_type as integer) = cast(b.terminal_type as integer)",
                "select count(*) from logs where org_id = 'org-b' and cast(terminal_type as integer) = 1",
                "select cast(terminal_type as date) from logs",
                "select no_such_column from logs",
                "select no_such_function(1) from logs",
                "select * from logs where name = (select name from logs, logs l2)",
                "select strptime(name, '%Y') from logs",
                "select json_extract(name || '{', '$.a') from logs",
                "select cast(attributes as integer[]) from logs",
                "select * from read_parquet('x')",
                "select * from logs order by 99",
                "select regexp_matches(name, '(') from logs",
                "select 9223372036854775807 + 1",
                "selec",
                "select U&\"\\0063urrent_user\" from logs"
            })
    void tellsNothingOfOthersOrOfFiles(String sql) {
        assertTellsNothing(ask(Map.of("sql", sql)));
    }

    private static void assertTooLarge(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getMap(""))
                .containsEntry("type", "urn:millrace:problem:query-too-large")
                .containsEntry("status", 422)
                .containsKeys("title", "detail");
    }

    private static void assertTellsNothing(Response answer) {
        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(answer.asString())
                .doesNotContain(SECRET)
                .doesNotContain(OTHER_ORGANIZATION + "\"")
                .doesNotContainIgnoringCase(".parquet")
                .doesNotContain("millrace-query")
                .doesNotContain("allowed_paths")
                .doesNotContain("temp_directory");
    }

    private void awaitRunning(int wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        while (meters.get("millrace.console.query.running").gauge().value() != wanted) {
            assertThat(Instant.now()).as("the engine still runs").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private double cancelled() {
        return meters.find("millrace.console.query.duration").tag("outcome", "query-cancelled").timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }

    private static Response ask(Map<String, Object> request) {
        return asking().body(new HashMap<>(request)).post("/api/sql");
    }

    private static io.restassured.specification.RequestSpecification asking() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.keyOf(CALLER));
    }

    /** Queries end soon. */
    public static class ShortTime extends QueryTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("millrace.console.query.timeout", "3s");
            settings.put("millrace.console.query.memory", "128M");
            settings.put("millrace.console.query.max-spill", "64M");
            return settings;
        }
    }
}
