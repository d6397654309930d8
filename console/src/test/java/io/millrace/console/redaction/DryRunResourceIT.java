package io.millrace.console.redaction;

import static io.millrace.console.query.QueryFixture.event;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.console.query.QueryTestProfile;
import io.millrace.telemetry.Signal;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page asks before it sets a policy. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
@TestProfile(QueryTestProfile.class)
class DryRunResourceIT {
    private static final String TOKEN = "ghp_" + "aB3".repeat(12);
    private static final Map<String, Object> BODY = Map.of(
            "resourceLogs",
            List.of(Map.of(
                    "scopeLogs",
                    List.of(Map.of(
                            "logRecords",
                            List.of(
                                    Map.of("eventName", "clean"),
                                    Map.of(
                                            "body",
                                            Map.of("stringValue", "push with " + TOKEN),
                                            "attributes",
                                            List.of(Map.of(
                                                    "key",
                                                    "user.email",
                                                    "value",
                                                    Map.of("stringValue", "someone@example.org"))))))))));
    private static final Map<String, Object> NO_EMAIL = Map.of(
            "secretDetectors",
            false,
            "beforeKafka",
            false,
            "rules",
            List.of(Map.of("id", "no-email", "selector", "PATH", "match", "user.email", "action", "REMOVE")));

    private TestAccounts accounts;

    @BeforeEach
    void makeAccounts() {
        accounts = TestAccounts.make();
    }

    @Test
    void namesPlacesInAGivenBodyByTheIntegrationsOwnPolicyAndShowsNoValue() {
        String integration = integration();

        dryRun(accounts.admin(), integration, Map.of("signal", "logs", "body", BODY))
                .statusCode(200)
                .body("records", equalTo(2))
                .body("touched.record", contains("1"))
                .body("touched[0].places.path", contains("body"))
                .body("touched[0].places.reason", contains("github_token"))
                .body("reasons", equalTo(Map.of("github_token", 1)))
                .body(not(containsString("ghp_")))
                .body(not(containsString("someone@example.org")));
    }

    @Test
    void triesAPolicyOfTheRequestWithoutSettingIt() {
        String integration = integration();

        dryRun(accounts.owner(), integration, Map.of("signal", "logs", "body", BODY, "policy", NO_EMAIL))
                .statusCode(200)
                .body("touched[0].places.path", contains("attributes.user.email"))
                .body("reasons", equalTo(Map.of("no-email", 1)));
        accounts.owner()
                .get("/api/integrations/" + integration)
                .then()
                .statusCode(200)
                .body("policy.secretDetectors", equalTo(true))
                .body("policy.rules", empty());
    }

    @Test
    void looksAtTheNewestStoredRecordsOfThatIntegrationAlone() {
        String integration = integration();
        QueryTestProfile.files()
                .write(
                        Signal.LOGS,
                        List.of(
                                stored(integration, 1, "an old " + TOKEN),
                                stored(integration, 2, "a new " + TOKEN),
                                stored("another", 3, TOKEN)));

        dryRun(accounts.owner(), integration, Map.of("signal", "logs"))
                .statusCode(200)
                .body("records", equalTo(2))
                .body("reasons", equalTo(Map.of("github_token", 2)));
        dryRun(accounts.owner(), integration, Map.of("signal", "logs", "limit", 1))
                .statusCode(200)
                .body("records", equalTo(1))
                .body("touched.record", contains("topic-logs:0:2:0"))
                .body("touched[0].places.path", contains("attributes.note"))
                .body(not(containsString("ghp_")));
    }

    @Test
    void saysWhatIsWrongWithTheRequest() {
        String integration = integration();

        dryRun(accounts.owner(), integration, Map.of("signal", "letters")).statusCode(400);
        dryRun(accounts.owner(), integration, Map.of("signal", "logs", "limit", 1_001))
                .statusCode(400)
                .body(containsString("limit"));
        dryRun(accounts.owner(), integration, Map.of("signal", "logs", "body", List.of(1)))
                .statusCode(400)
                .body(containsString("OTLP/JSON"));
        Map<String, Object> unusable = Map.of(
                "secretDetectors",
                true,
                "beforeKafka",
                false,
                "rules",
                List.of(Map.of("id", "r", "selector", "DETECTOR", "match", "no_such_detector", "action", "MASK")));
        dryRun(accounts.owner(), integration, Map.of("signal", "logs", "body", BODY, "policy", unusable))
                .statusCode(400)
                .body(containsString("no_such_detector"));
    }

    @Test
    void isForOwnersAndAdminsOfTheOrganization() {
        String integration = integration();
        Map<String, Object> request = Map.of("signal", "logs", "body", BODY);

        dryRun(accounts.member(), integration, request).statusCode(403);
        dryRun(Person.NOBODY, integration, request).statusCode(401);
        dryRun(TestAccounts.make().owner(), integration, request).statusCode(404);
    }

    private Map<String, Object> stored(String integration, long offset, String note) {
        Map<String, Object> event = event(Signal.LOGS, accounts.organizationId(), offset, "tool_result");
        event.put("integration_id", integration);
        event.put("attributes", Map.of("note", note));
        return event;
    }

    private String integration() {
        return accounts.owner()
                .post("/api/integrations", Map.of("displayName", "Claude", "referenceName", "claudeCode"))
                .path("id");
    }

    private static ValidatableResponse dryRun(Person person, String integration, Map<String, Object> request) {
        return person.post("/api/integrations/" + integration + "/dry-run", request)
                .then();
    }
}
