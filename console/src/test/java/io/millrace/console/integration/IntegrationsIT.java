package io.millrace.console.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.ConsoleBackends;
import io.millrace.console.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class IntegrationsIT {
    private static final String IN_USE = "usedByReports";

    private TestAccounts accounts;

    @BeforeEach
    void makeAccounts() {
        accounts = TestAccounts.make();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Claude", "claude_code", "1claude", "c", "logs", "where", "claude code", "größe", ""})
    void refusesAReferenceNameThatFormulasCannotUse(String name) {
        create(name).then().statusCode(400).body("errors.referenceName", notNullValue());
    }

    @Test
    void refusesATakenReferenceNameUntilItIsFreeAgain() {
        String id = create("claudeCode").then().statusCode(201).extract().path("id");

        create("claudeCode").then().statusCode(409);
        accounts.owner().delete("/api/integrations/" + id).then().statusCode(204);

        create("claudeCode").then().statusCode(201);
        TestAccounts.make()
                .owner()
                .post("/api/integrations", Map.of("displayName", "x", "referenceName", "claudeCode"))
                .then()
                .statusCode(201);
    }

    @Test
    void changesWhatARequestNamesAndNothingElse() {
        String id = create("claudeCode").path("id");

        accounts.owner()
                .patch(
                        "/api/integrations/" + id,
                        Map.of("enabled", false, "retentionDays", 30, "description", "two\nlines"))
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("retentionDays", equalTo(30))
                .body("displayName", equalTo("An integration"))
                .body("referenceName", equalTo("claudeCode"));
        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("retentionDays", 0))
                .then()
                .body("retentionDays", nullValue())
                .body("enabled", equalTo(false));
    }

    @Test
    void refusesARenameWhileSomethingUsesTheName() {
        String id = create(IN_USE).path("id");

        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("referenceName", "other"))
                .then()
                .statusCode(409)
                .body("detail", containsString("report \"Costs\""));
        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("referenceName", IN_USE, "displayName", "New"))
                .then()
                .statusCode(200);
    }

    @Test
    void renamesWhatNothingUses() {
        String id = create("before").path("id");

        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("referenceName", "after"))
                .then()
                .statusCode(200)
                .body("referenceName", equalTo("after"));
    }

    @Test
    void refusesPoliciesAndLimitsThatCannotWork() {
        String id = create("claudeCode").path("id");
        Map<String, ?> backReference = Map.of("id", "r", "selector", "PATTERN", "match", "(a)\\1", "action", "REMOVE");

        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("policy", Map.of("rules", List.of(backReference))))
                .then()
                .statusCode(400);
        List<Map<String, String>> long64 = IntStream.range(0, 64)
                .mapToObj(i -> Map.of("id", "r" + i, "selector", "PATH", "match", "a".repeat(999), "action", "REMOVE"))
                .toList();
        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("policy", Map.of("rules", long64)))
                .then()
                .statusCode(400)
                .body("detail", containsString("32768 bytes"));
        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("quota", Map.of("bytesPerSecond", -1)))
                .then()
                .statusCode(400);
        accounts.owner()
                .patch("/api/integrations/" + id, Map.of("retentionDays", 100_000))
                .then()
                .statusCode(400);
    }

    @Test
    void offersEveryFormOfTheSettings() throws IOException {
        JsonNode setup = setup("?metricsIntervalSeconds=10");

        assertThat(setup.get("documents").findValuesAsText("id"))
                .containsExactly("user", "managed", "environment", "otlp", "collector");
        JsonNode env = new ObjectMapper().readTree(document(setup, "user")).get("env");
        assertThat(env.get("OTEL_EXPORTER_OTLP_ENDPOINT").asText())
                .isEqualTo(setup.get("endpoint").asText());
        assertThat(env.get("OTEL_EXPORTER_OTLP_HEADERS").asText()).isEqualTo("Authorization=Bearer <YOUR_API_KEY>");
        assertThat(env.get("OTEL_EXPORTER_OTLP_PROTOCOL").asText()).isEqualTo("http/json");
        assertThat(env.get("OTEL_METRIC_EXPORT_INTERVAL").asText()).isEqualTo("10000");
        assertThat(document(setup, "managed")).isEqualTo(document(setup, "user"));
        assertThat(document(setup, "environment")).contains("export CLAUDE_CODE_ENABLE_TELEMETRY='1'");
        assertThat(document(setup, "otlp")).contains("Bearer%20<YOUR_API_KEY>");
        assertThat(document(setup, "collector")).contains("encoding: json");
        assertThat(setup.get("documents").findValue("places").toString()).contains("~/.claude/settings.json");
        assertThat(setup.get("documents").toString())
                .contains("/etc/claude-code/managed-settings.json")
                .contains("/Library/Application Support/ClaudeCode/managed-settings.json")
                .contains("C:\\\\ProgramData\\\\ClaudeCode\\\\managed-settings.json");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() throws IOException {
        JsonNode setup = setup("?prompts=false&toolDetails=false&toolContent=false&spans=false");

        assertThat(document(setup, "user"))
                .doesNotContain("OTEL_LOG_USER_PROMPTS")
                .doesNotContain("OTEL_LOG_TOOL_DETAILS")
                .doesNotContain("OTEL_LOG_TOOL_CONTENT")
                .doesNotContain("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA")
                .contains("OTEL_TRACES_EXPORTER");
        for (JsonNode one : setup.get("switches")) {
            assertThat(one.get("sentence").asText()).endsWith(".");
            assertThat(one.get("on").asBoolean()).isFalse();
        }
        accounts.owner()
                .get("/api/integrations/" + create("other").path("id") + "/setup?metricsIntervalSeconds=0")
                .then()
                .statusCode(400);
    }

    private JsonNode setup(String query) throws IOException {
        String id = create("claudeCode").path("id");
        return new ObjectMapper()
                .readTree(accounts.member()
                        .get("/api/integrations/" + id + "/setup" + query)
                        .asString());
    }

    private static String document(JsonNode setup, String id) {
        for (JsonNode document : setup.get("documents")) {
            if (document.get("id").asText().equals(id)) {
                return document.get("text").asText();
            }
        }
        throw new AssertionError("no document " + id);
    }

    private Response create(String referenceName) {
        return accounts.owner()
                .post("/api/integrations", Map.of("displayName", "An integration", "referenceName", referenceName));
    }

    /** Stands for stored reports. */
    @Singleton
    static class OneReport implements ReferenceNameUse {
        @Override
        public List<String> usesOf(Handle db, String organizationId, String referenceName) {
            return referenceName.equals(IN_USE) ? List.of("report \"Costs\"") : List.of();
        }
    }
}
