package io.millrace.console.minql.drill;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryTestProfile;
import io.millrace.telemetry.Signal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Timelines over HTTP. */
@QuarkusTest
@TestProfile(QueryTestProfile.class)
class TimelineIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @BeforeAll
    static void writeASessionThatWasResumed() {
        List<Map<String, Object>> logs = new ArrayList<>();
        // the same millisecond, then a second process whose numbers begin anew
        logs.add(log(0, "user_prompt", 0, 0));
        logs.add(log(2, "tool_result", 5, 2));
        logs.add(log(1, "api_request", 5, 1));
        logs.add(log(3, "user_prompt", 3_600_000, 0));
        logs.add(log(4, "api_request", 3_600_000, 1));
        Map<String, Object> theirs = log(5, "theirs", 10, 1);
        theirs.put("org_id", OTHER_ORGANIZATION);
        logs.add(theirs);
        QueryTestProfile.files().write(Signal.LOGS, logs);
        Map<String, Object> span = QueryFixture.event(Signal.TRACES, ORGANIZATION, 1, "claude_code.tool");
        span.put("time", micros(20));
        span.put("session_id", "timeline-s");
        span.put("trace_id", "timeline-t");
        span.put("span_id", "b");
        span.put("parent_span_id", "a");
        span.put("duration_ms", 12.5);
        QueryTestProfile.files().write(Signal.TRACES, List.of(span));
    }

    @Test
    void ordersTheEventsOfEveryRunAsTheClientWroteThem() {
        JsonPath answer =
                ask(Map.of("session", "timeline-s", "around", NOON.toString())).jsonPath();

        assertThat(answer.getList("events.name"))
                .containsExactly("user_prompt", "api_request", "tool_result", "user_prompt", "api_request");
        assertThat(answer.getList("spans.name")).containsExactly("claude_code.tool");
        assertThat(answer.getString("spans[0].parent_span_id")).isEqualTo("a");
        assertThat(answer.getBoolean("truncated")).isFalse();
    }

    @Test
    void findsAPromptAndATrace() {
        assertThat(ask(Map.of("prompt", "timeline-p0", "around", NOON.toString()))
                        .jsonPath()
                        .getList("events"))
                .hasSize(3);
        assertThat(ask(Map.of("trace", "timeline-t", "around", NOON.toString()))
                        .jsonPath()
                        .getList("spans"))
                .hasSize(1);
    }

    @Test
    void looksOnlyAroundTheTimeThatIsNamed() {
        JsonPath answer = ask(Map.of("session", "timeline-s", "around", "2026-01-01T00:00:00Z"))
                .jsonPath();

        assertThat(answer.getList("events")).isEmpty();
        assertThat(answer.getString("from")).isEqualTo("2025-12-29T00:00:00Z");
    }

    @Test
    void saysWhereItCutsOff() {
        JsonPath answer = ask(Map.of("session", "timeline-s", "around", NOON.toString(), "limit", 2))
                .jsonPath();

        assertThat(answer.getList("events")).hasSize(2);
        assertThat(answer.getBoolean("truncated")).isTrue();
    }

    @Test
    void takesAnIdForAValueWhateverIsInIt() {
        JsonPath answer =
                ask(Map.of("session", "' OR '1'='1", "around", NOON.toString())).jsonPath();

        assertThat(answer.getList("events")).isEmpty();
    }

    @Test
    void refusesWhatIsNoTimeline() {
        assertThat(ask(Map.of()).statusCode()).isEqualTo(400);
        assertThat(ask(Map.of("session", "s", "around", "yesterday")).statusCode())
                .isEqualTo(400);
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .post("/api/timeline")
                        .statusCode())
                .isEqualTo(401);
    }

    private static Map<String, Object> log(long offset, String name, long afterMillis, int sequence) {
        Map<String, Object> event = QueryFixture.event(Signal.LOGS, ORGANIZATION, offset, name);
        event.put("time", micros(afterMillis));
        event.put("session_id", "timeline-s");
        event.put("prompt_id", afterMillis < 1_000 ? "timeline-p0" : "timeline-p1");
        event.put("event_sequence", sequence);
        return event;
    }

    private static long micros(long afterMillis) {
        return (NOON.toEpochMilli() + afterMillis) * 1000;
    }

    private static Response ask(Map<String, Object> request) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.keyOf(CALLER))
                .body(request)
                .post("/api/timeline");
    }
}
