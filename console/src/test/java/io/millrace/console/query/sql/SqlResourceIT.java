package io.millrace.console.query.sql;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.millrace.console.query.QueryFixture.event;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.millrace.console.query.QueryTestProfile;
import io.millrace.telemetry.Signal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(QueryTestProfile.class)
class SqlResourceIT {

    @BeforeAll
    static void writeEventsOfTwoOrganizations() {
        Map<String, Object> request = event(Signal.LOGS, ORGANIZATION, 1, "api_request");
        request.put("cost_usd", 0.25);
        QueryTestProfile.files()
                .write(Signal.LOGS, List.of(request, event(Signal.LOGS, OTHER_ORGANIZATION, 2, "api_request")));
    }

    @Test
    void answersWithColumnsAndRows() {
        asking().body(Map.of(
                        "sql",
                        "select name, sum(cost_usd) as cost from logs where name = ? group by name",
                        "parameters",
                        List.of("api_request"),
                        "queryId",
                        "my-query"))
                .post("/api/sql")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("queryId", equalTo("my-query"))
                .body("columns.name", equalTo(List.of("name", "cost")))
                .body("columns.type", equalTo(List.of("VARCHAR", "DOUBLE")))
                .body("rows[0][0]", equalTo("api_request"))
                .body("rows[0][1]", equalTo(0.25f))
                .body("rowCount", equalTo(1))
                .body("truncated", equalTo(false));
    }

    @Test
    void cutsAtTheLimitOfTheRequest() {
        asking().body(Map.of("sql", "select unnest([1, 2, 3])", "limit", 2))
                .post("/api/sql")
                .then()
                .statusCode(200)
                .body("rows", hasSize(2))
                .body("truncated", equalTo(true));
    }

    @Test
    void refusesWhatTheGateRefusesAndSaysWhy() {
        asking().body(Map.of("sql", "select * from read_parquet('/etc/x')"))
                .post("/api/sql")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:millrace:problem:sql-refused"))
                .body("status", equalTo(400))
                .body("detail", containsString("read_parquet"));
    }

    @Test
    void explainsABodyThatIsNoRequest() {
        asking().body("{").post("/api/sql").then().statusCode(400).body("detail", containsString("not JSON"));
        asking().body("[]").post("/api/sql").then().statusCode(400).body("detail", containsString("object"));
        asking().body("{}").post("/api/sql").then().statusCode(400).body("detail", containsString("sql"));
        asking().body(Map.of("sql", "select 1", "limit", 0))
                .post("/api/sql")
                .then()
                .statusCode(400);
        asking().body(Map.of("sql", "select 1", "queryId", "a/b"))
                .post("/api/sql")
                .then()
                .statusCode(400);
        asking().body(Map.of("sql", "select ?", "parameters", 1))
                .post("/api/sql")
                .then()
                .statusCode(400);
    }

    @Test
    void wantsAKeyThatMayAsk() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/sql")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"));
        given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.INGEST_KEY)
                .body("{}")
                .post("/api/sql")
                .then()
                .statusCode(403)
                .body("detail", containsString("query key"));
    }

    @Test
    void knowsOnlyQueriesThatRunOfTheCallersOrganization() {
        asking().delete("/api/sql/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    private static RequestSpecification asking() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + QueryTestProfile.keyOf(CALLER));
    }
}
