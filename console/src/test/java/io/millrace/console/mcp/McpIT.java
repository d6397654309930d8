package io.millrace.console.mcp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exchange that an agent begins with, as the protocol describes it. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class McpIT {

    @Test
    void greetsListsToolsAndRunsAFormula() {
        String key = key("query");

        rpc(key, 1, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of()))
                .statusCode(200)
                .body("result.protocolVersion", equalTo("2025-06-18"))
                .body("result.serverInfo.name", equalTo("millrace"));
        request(key)
                .body(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"))
                .post("/mcp")
                .then()
                .statusCode(202)
                .body(emptyString());
        rpc(key, 2, "tools/list", Map.of())
                .statusCode(200)
                .body("result.tools.name", hasItems("list_sources", "list_fields", "run_formula", "run_report"))
                .body("result.tools.annotations.readOnlyHint", everyItem(equalTo(true)));
        call(key, "run_formula", Map.of("formula", "claudeCode.logs.count()"))
                .statusCode(200)
                .body("result.isError", equalTo(false))
                .body("result.structuredContent.untrusted", equalTo(true))
                .body("result.structuredContent.data.rows[0][0]", equalTo(0.0f))
                .body("result.content[0].text", containsString("<untrusted-telemetry>"));
    }

    @Test
    void runsReportsOfTheLibraryAndListsSources() {
        String key = key("query");

        call(key, "list_sources", Map.of()).body("result.structuredContent.data.integrations", hasItems("claudeCode"));
        call(key, "list_fields", Map.of("table", "logs", "search", "cost"))
                .body("result.structuredContent.data.fields.name", hasItems("costUsd"));
        call(key, "run_report", Map.of("report", "overview/cost"))
                .body("result.isError", equalTo(false))
                .body("result.structuredContent.data.columns[0].unit", equalTo("USD"));
    }

    @Test
    void saysWhatIsWrongWithAFormulaAsAResult() {
        call(key("query"), "run_formula", Map.of("formula", "claudeCode.logs.sum(costUs)"))
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", containsString("costUsd"));
    }

    @Test
    void letsNobodyInWithoutAQueryKey() {
        given().contentType(ContentType.JSON)
                .body(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list"))
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"));
        request(key("query"))
                .header("Origin", "https://elsewhere.example")
                .body(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list"))
                .post("/mcp")
                .then()
                .statusCode(403);
        rpc(key("query"), 1, "resources/list", Map.of()).body("error.code", equalTo(-32601));
    }

    private static ValidatableResponse call(String key, String tool, Map<String, Object> arguments) {
        return rpc(key, 7, "tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private static ValidatableResponse rpc(String key, int id, String method, Map<String, Object> params) {
        return request(key)
                .body(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params))
                .post("/mcp")
                .then();
    }

    private static RequestSpecification request(String key) {
        return given().contentType(ContentType.JSON)
                .accept("application/json, text/event-stream")
                .header("Authorization", "Bearer " + key);
    }

    private static String key(String kind) {
        TestAccounts accounts = TestAccounts.make();
        accounts.owner().post("/api/integrations", Map.of("displayName", "Claude", "referenceName", "claudeCode"));
        return accounts.owner()
                .post("/api/keys", Map.of("kind", kind, "name", "agent"))
                .path("text");
    }
}
