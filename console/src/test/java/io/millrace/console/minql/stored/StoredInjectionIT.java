package io.millrace.console.minql.stored;

import static io.millrace.console.TestAccounts.bean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.console.minql.seen.SeenFixture;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored names, formulas, filters and what completion is asked: none of it is SQL, of the engine or of the accounts' database. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class StoredInjectionIT {
    private static final List<String> EVIL = List.of(
            "x'); DROP TABLE stored_items; --",
            "x\"); DROP TABLE stored_items; --",
            "' OR '1'='1",
            "\\'; SELECT 1; --",
            ":name ? $1 {0} <name>",
            "%' OR 1=1 --");

    static List<String> evil() {
        return EVIL;
    }

    @ParameterizedTest
    @MethodSource("evil")
    void namesAndFiltersOfReportsAndDashboardsStayWhatTheyAre(String evil) {
        TestAccounts accounts = withIntegration();
        Person owner = accounts.owner();
        Map<String, Object> query = Map.of(
                "metrics",
                List.of(Map.of("formula", "claudeCode.logs.count()", "name", evil, "unit", evil)),
                "filters",
                List.of("model = " + text(evil)),
                "breakdown",
                List.of("attribute(" + text(evil) + ")"),
                "sort",
                List.of(evil));
        String id = made(owner, "reports", evil, Map.of("query", query, "description", evil));
        String board = made(
                owner,
                "dashboards",
                evil,
                Map.of("panels", List.of(Map.of("query", query)), "filters", List.of("model = " + text(evil))));

        owner.patch("/api/reports/" + id, Map.of("name", evil + "2", "version", 1))
                .then()
                .statusCode(200);
        owner.post("/api/reports/" + id + "/versions/1/restore", Map.of())
                .then()
                .body("name", equalTo(evil));
        owner.get("/api/reports/" + id + "/versions").then().body("items.name", hasItem(evil + "2"));
        owner.get("/api/dashboards").then().body("items.id", hasItem(board)).body("items.name", hasItem(evil));
        owner.post("/api/query", Map.of("report", id, "filters", List.of("model != " + text(evil))))
                .then()
                .statusCode(200)
                .body("columns[1].name", equalTo(evil));
        owner.get("/api/reports/" + id).then().body("content.query.filters[0]", equalTo("model = " + text(evil)));
    }

    @ParameterizedTest
    @MethodSource("evil")
    void computedPropertiesAndCustomMetricsHoldTheirTextAsAValue(String evil) {
        TestAccounts accounts = withIntegration();
        Person owner = accounts.owner();
        made(owner, "properties", "mine", Map.of("formula", "concat(model, " + text(evil) + ")", "description", evil));
        Map<String, Object> metric = Map.of(
                "formula",
                "iff(claudeCode.logs.where(mine = " + text(evil) + ").count() = 0, " + text(evil) + ", 'b')",
                "target",
                3);
        made(owner, "metrics", "said", metric);

        owner.post("/api/query", Map.of("formula", "said", "filters", List.of("mine = " + text(evil))))
                .then()
                .statusCode(200)
                .body("rows[0][0]", equalTo(evil))
                .body("columns[0].target", equalTo(3.0f));
        owner.post("/api/query", Map.of("formula", "claudeCode.logs.countDistinct(mine)", "breakdown", "mine"))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'; --", "a b", "k0", "Äpfel", "mine\u0000", "mine)", "\"mine\""})
    void aDefinitionsNameIsAWord(String name) {
        Person owner = withIntegration().owner();
        int wanted = name.equals("k0") ? 201 : 400;

        owner.post("/api/properties", Map.of("name", name, "content", Map.of("formula", "lower(model)")))
                .then()
                .statusCode(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3; DROP TABLE stored_items", "'3'"})
    void aTargetIsANumber(String target) {
        Map<String, Object> metric = Map.of("formula", "claudeCode.logs.count()", "target", target);

        withIntegration()
                .owner()
                .post("/api/metrics", Map.of("name", "mine", "content", metric))
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @MethodSource("evil")
    void idsThatAreNoneFindNothing(String evil) {
        Person owner = withIntegration().owner();

        String id = URLEncoder.encode(evil, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : List.of("/api/reports/", "/api/metrics/", "/api/dashboards/", "/api/library/")) {
            assertThat(owner.request().urlEncodingEnabled(false).get(path + id).statusCode())
                    .isEqualTo(404);
        }
        assertThat(owner.post("/api/query", Map.of("report", evil)).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("evil")
    void whatIsTypedBeforeTheCursorIsOnlyCompared(String evil) {
        TestAccounts accounts = withIntegration();
        SeenFixture.seen(bean(Database.class), accounts.organizationId(), EVIL);

        for (String before : List.of("claudeCode.event('", "claudeCode.logs.where(model = '", "attribute('")) {
            for (String quote : List.of("'", "\"")) {
                String start = before.replace("'", quote);
                String typed = start + written(evil, quote);
                Response answer = accounts.member().post("/api/completion", Map.of("formula", typed));

                answer.then().statusCode(200).body("items.label", hasItem(evil));
                String insert = answer.path("items.find { it.label == '" + groovy(evil) + "' }.insert");
                int from = answer.path("replaceFrom");
                assertThat(typed.substring(0, from)).isEqualTo(start);
                assertThat(Parser.parse(quote + insert + quote).toString()).contains(evil);
            }
        }
    }

    @Test
    void aFunctionalPrefixIsOnlyCompared() {
        Person member = withIntegration().member();

        for (String evil : EVIL) {
            member.post("/api/completion", Map.of("formula", evil)).then().statusCode(200);
            member.post("/api/completion", Map.of("formula", "claudeCode.logs." + evil, "place", evil))
                    .then()
                    .statusCode(200);
        }
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
        Response response = person.post("/api/" + kind, Map.of("name", name, "content", content, "shared", true));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.path("id");
    }

    private static String text(String value) {
        return "'" + written(value, "'") + "'";
    }

    private static String written(String value, String quote) {
        return value.replace(quote, quote.equals("'") ? "''" : "\\\"");
    }

    /** As a text in a path of the answer. */
    private static String groovy(String value) {
        return value.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\$");
    }
}
