package io.millrace.console.minql.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stored things, and what stands on them: queries that use their names, the library, completion, exports, agents. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class StoredIT {

    @Test
    void appliesAnEditedMetricToTheNextQueryThatNamesIt() {
        TestAccounts accounts = withIntegration();
        String id = made(accounts.owner(), "metrics", "allEvents", content("claudeCode.logs.count()"));
        assertThat(value(accounts.member(), "allEvents")).isZero();

        accounts.owner()
                .patch("/api/metrics/" + id, Map.of("content", content("claudeCode.logs.count() + 41")))
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        assertThat(value(accounts.member(), "allEvents + 1")).isEqualTo(42);
    }

    @Test
    void printsTheTargetOfACustomMetric() {
        TestAccounts accounts = withIntegration();
        made(
                accounts.owner(),
                "metrics",
                "weeklyCost",
                Map.of("formula", "claudeCode.logs.sum(costUsd)", "target", 100));

        accounts.owner()
                .post("/api/query", Map.of("formula", "weeklyCost"))
                .then()
                .statusCode(200)
                .body("columns[0].target", equalTo(100.0f));
    }

    @Test
    void keepsEveryVersionAndBringsAnOldOneBack() {
        TestAccounts accounts = withIntegration();
        String id = made(accounts.member(), "reports", "Mine", report("claudeCode.logs.count()"));
        accounts.member()
                .patch("/api/reports/" + id, Map.of("content", report("claudeCode.logs.sum(costUsd)"), "version", 1))
                .then()
                .statusCode(200);

        accounts.member()
                .post("/api/reports/" + id + "/versions/1/restore", Map.of())
                .then()
                .statusCode(200)
                .body("version", equalTo(3))
                .body("content.query.formula", equalTo("claudeCode.logs.count()"));

        accounts.member().get("/api/reports/" + id + "/versions").then().body("items", hasSize(3));
        accounts.member()
                .patch("/api/reports/" + id, Map.of("name", "Late", "version", 1))
                .then()
                .statusCode(409);
    }

    @Test
    void showsPrivateReportsToTheirMakerAndLetsAdminsChangeSharedOnes() {
        TestAccounts accounts = withIntegration();
        String id = made(accounts.member(), "reports", "Mine", report("claudeCode.logs.count()"));
        accounts.owner().get("/api/reports/" + id).then().statusCode(404);

        accounts.member()
                .patch("/api/reports/" + id, Map.of("shared", true))
                .then()
                .statusCode(200);

        accounts.admin()
                .patch("/api/reports/" + id, Map.of("name", "Ours"))
                .then()
                .statusCode(200);
        String ofOwner = accounts.owner()
                .post(
                        "/api/reports",
                        Map.of("name", "Owner's", "shared", true, "content", report("claudeCode.logs.count()")))
                .path("id");
        accounts.member()
                .patch("/api/reports/" + ofOwner, Map.of("name", "x"))
                .then()
                .statusCode(403);
        accounts.owner()
                .get("/api/audit?action=report.change")
                .then()
                .statusCode(200)
                .body("items.subjectId", hasItem(id));
    }

    @Test
    void keepsOrganizationsApart() {
        TestAccounts one = withIntegration();
        TestAccounts other = withIntegration();
        String id = one.owner()
                .post("/api/reports", Map.of("name", "A", "shared", true, "content", report("claudeCode.logs.count()")))
                .path("id");
        made(one.owner(), "metrics", "ofOne", content("claudeCode.logs.count()"));

        other.owner().get("/api/reports/" + id).then().statusCode(404);
        other.owner().post("/api/query", Map.of("report", id)).then().statusCode(404);
        other.owner().post("/api/query", Map.of("formula", "ofOne")).then().statusCode(400);
    }

    @Test
    void refusesAFormThatAnAnswerCannotHave() {
        withIntegration()
                .owner()
                .post("/api/query", Map.of("formula", "claudeCode.logs.count()", "format", "xml"))
                .then()
                .statusCode(400)
                .body("detail", equalTo("format is json or csv."));
    }

    @Test
    void refusesWrongFormulasAndTakenNames() {
        TestAccounts accounts = withIntegration();
        Person owner = accounts.owner();

        owner.post("/api/reports", Map.of("name", "x", "content", report("claudeCode.logs.sum(")))
                .then()
                .statusCode(400)
                .body("position", notNullValue());
        owner.post("/api/properties", Map.of("name", "model", "content", content("lower(model)")))
                .then()
                .statusCode(400);
        owner.post("/api/properties", Map.of("name", "loop", "content", content("concat(loop, 'x')")))
                .then()
                .statusCode(400)
                .body("detail", containsString("loop"));
        owner.post("/api/metrics", Map.of("name", "noMetric", "content", content("lower(model)")))
                .then()
                .statusCode(400);
    }

    @Test
    void keepsTheReferenceNameThatStoredFormulasUse() {
        TestAccounts accounts = withIntegration();
        String integration = accounts.owner().get("/api/integrations").path("items[0].id");
        String id = made(accounts.member(), "reports", "Mine", report("claudeCode.logs.count()"));
        Map<String, Object> rename = Map.of("referenceName", "agents");

        accounts.owner()
                .patch("/api/integrations/" + integration, rename)
                .then()
                .statusCode(409)
                .body("detail", containsString("report \"Mine\""));
        accounts.member().delete("/api/reports/" + id).then().statusCode(204);

        accounts.owner()
                .patch("/api/integrations/" + integration, rename)
                .then()
                .statusCode(200);
    }

    @Test
    void takesABoardOfTheLibraryAsADashboard() {
        TestAccounts accounts = withIntegration();

        Response made = accounts.member().post("/api/library/overview", Map.of("integration", "claudeCode"));
        Response panel = accounts.member().post("/api/library/cost/panels/by-user", Map.of());

        made.then().statusCode(201);
        accounts.member()
                .get("/api/dashboards/" + made.<String>path("id"))
                .then()
                .body("content.panels", hasSize(17))
                .body("content.panels[0].query.metrics[0].formula", containsString("claudeCode.metric("));
        accounts.member()
                .post("/api/query", Map.of("report", panel.<String>path("id"), "filters", List.of("model != 'x'")))
                .then()
                .statusCode(200);
    }

    @Test
    void completesWhileSomebodyTypes() {
        TestAccounts accounts = withIntegration();
        made(accounts.owner(), "metrics", "allEvents", content("claudeCode.logs.count()"));

        accounts.member()
                .post("/api/completion", Map.of("formula", "claudeCode.event('api_request').su", "place", "metric"))
                .then()
                .statusCode(200)
                .body("items.label", hasItem("sum"))
                .body("diagnostics[0].severity", equalTo("error"));
        accounts.member()
                .post("/api/completion", Map.of("formula", "claudeCode.logs.sum(costUs)", "place", "metric"))
                .then()
                .body("diagnostics[0].didYouMean", equalTo("costUsd"));
        accounts.member()
                .post("/api/completion", Map.of("formula", "all", "place", "metric"))
                .then()
                .body("items.label", hasItem("allEvents"));
        accounts.member()
                .post("/api/completion", Map.of("formula", "add(claudeCode.logs.count(),1)"))
                .then()
                .body("kind", equalTo("metric"))
                .body("formatted", equalTo("claudeCode.logs.count() + 1"));
    }

    @Test
    void writesExportsIntoFilesThatTheirMakerAloneCanFetch() {
        TestAccounts accounts = withIntegration();
        Map<String, Object> request = Map.of("formula", "claudeCode.logs.count()", "format", "csv");
        Response accepted = accounts.member().post("/api/exports", request);
        accepted.then().statusCode(202);
        String path = "/api/exports/" + accepted.path("id");

        Eventually.until(
                "done",
                Duration.ofSeconds(60),
                () -> accounts.member().get(path).path("state").equals("done"));

        assertThat(accounts.member().get(path + "/file").asString()).isEqualTo("value\r\n0.0\r\n");
        accounts.owner().get(path).then().statusCode(404);
        accounts.member().delete(path).then().statusCode(204);
        accounts.member().get(path + "/file").then().statusCode(404);
    }

    private static TestAccounts withIntegration() {
        TestAccounts accounts = TestAccounts.make();
        accounts.owner()
                .post("/api/integrations", Map.of("displayName", "Claude", "referenceName", "claudeCode"))
                .then()
                .statusCode(201);
        return accounts;
    }

    private static String made(Person person, String kind, String name, Map<String, Object> content) {
        Response response = person.post("/api/" + kind, Map.of("name", name, "content", content));
        response.then().statusCode(201);
        return response.path("id");
    }

    private static Map<String, Object> content(String formula) {
        return Map.of("formula", formula);
    }

    private static Map<String, Object> report(String formula) {
        return Map.of("query", content(formula));
    }

    private static double value(Person person, String formula) {
        Response response = person.post("/api/query", Map.of("formula", formula));
        response.then().statusCode(200);
        return ((Number) response.path("rows[0][0]")).doubleValue();
    }
}
