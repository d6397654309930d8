package io.millrace.console.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class KeysIT {
    private TestAccounts accounts;

    @BeforeEach
    void makeAccounts() {
        accounts = TestAccounts.make();
    }

    @Test
    void showsTheTextOnceAndOnlyItsPrefixAfterwards() {
        Response made = make(accounts.owner(), Map.of("name", "CI", "kind", "ingest"));

        String text = made.then().statusCode(201).extract().path("text");
        String id = made.path("key.id");
        assertThat(text).matches(ApiKey.PATTERN).startsWith(made.<String>path("key.prefix"));
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String shown = accounts.owner().get("/api/keys/" + id).asString();
        assertThat(shown).doesNotContain(text.substring(text.length() - 30));
        assertThat(accounts.owner().get("/api/audit").asString()).contains(id).doesNotContain(text);
    }

    @Test
    void isMadeByThoseWhoMayOnly() {
        make(accounts.admin(), Map.of("name", "x", "kind", "ingest")).then().statusCode(403);
        make(accounts.admin(), Map.of("name", "x", "kind", "admin")).then().statusCode(201);
        make(accounts.member(), Map.of("name", "x", "kind", "admin")).then().statusCode(403);
        make(accounts.member(), Map.of("name", "x", "kind", "query")).then().statusCode(201);
    }

    @Test
    void carriesTheRightsThatItsUserHasAtTheMomentOfUse() {
        String text = make(accounts.admin(), Map.of("name", "Terraform", "kind", "admin"))
                .path("text");
        with(text).get("/api/users").then().statusCode(200);

        accounts.owner()
                .patch("/api/users/" + accounts.admin().userId(), Map.of("role", "member"))
                .then()
                .statusCode(200);

        with(text).get("/api/users").then().statusCode(403);
        with(text).get("/api/integrations").then().statusCode(200);
        accounts.owner()
                .delete("/api/users/" + accounts.admin().userId())
                .then()
                .statusCode(204);
        with(text).get("/api/integrations").then().statusCode(401);
    }

    @Test
    void rotatesWithAnOverlap() {
        Response old = make(accounts.owner(), Map.of("name", "CI", "kind", "admin"));

        Response next = accounts.owner().post("/api/keys/" + old.path("key.id") + "/rotate", Map.of("overlapHours", 1));

        next.then().statusCode(201).body("key.name", equalTo("CI")).body("key.expiresAt", nullValue());
        with(old.path("text")).get("/api/keys").then().statusCode(200);
        with(next.path("text")).get("/api/keys").then().statusCode(200);
        accounts.owner()
                .get("/api/keys/" + old.path("key.id"))
                .then()
                .body("replacedBy", equalTo(next.path("key.id")))
                .body("expiresSoon", equalTo(true))
                .body("expiresAt", notNullValue());
        accounts.admin()
                .post("/api/keys/" + next.path("key.id") + "/rotate", Map.of())
                .then()
                .statusCode(403);
    }

    @Test
    void endsTheOldKeyAtOnceWithoutAnOverlap() {
        Response old = make(accounts.owner(), Map.of("name", "CI", "kind", "admin"));

        accounts.owner()
                .post("/api/keys/" + old.path("key.id") + "/rotate", Map.of("overlapHours", 0))
                .then()
                .statusCode(201);

        with(old.path("text")).get("/api/keys").then().statusCode(401);
    }

    @Test
    void refusesARevokedKeyAndKeepsItInTheList() {
        Response made = make(accounts.owner(), Map.of("name", "CI", "kind", "admin"));

        accounts.owner().delete("/api/keys/" + made.path("key.id")).then().statusCode(204);

        with(made.path("text")).get("/api/keys").then().statusCode(401);
        accounts.owner().get("/api/keys/" + made.path("key.id")).then().body("state", equalTo("revoked"));
        accounts.owner()
                .patch("/api/keys/" + made.path("key.id"), Map.of("name", "again"))
                .then()
                .statusCode(409);
    }

    @Test
    void changesNameEndAndLimits() {
        String id =
                make(accounts.owner(), Map.of("name", "CI", "kind", "query")).path("key.id");
        Instant end = Instant.now().plus(Duration.ofDays(400)).truncatedTo(ChronoUnit.SECONDS);

        accounts.owner()
                .patch("/api/keys/" + id, Map.of("name", "Nightly", "expiresAt", end.toString()))
                .then()
                .statusCode(200)
                .body("name", equalTo("Nightly"))
                .body("expiresSoon", equalTo(false));
        accounts.owner()
                .patch("/api/keys/" + id, Map.of("expiresAt", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("errors.expiresAt", notNullValue());
        accounts.owner()
                .patch("/api/keys/" + id, Map.of("quota", Map.of("requestsPerSecond", 0)))
                .then()
                .statusCode(400);
        accounts.member()
                .patch("/api/keys/" + id, Map.of("name", "mine"))
                .then()
                .statusCode(404);
    }

    @Test
    void refusesAnAdminKeyThatPretendsToBeTiedToOneIntegration() {
        String integration = accounts.owner()
                .post("/api/integrations", Map.of("displayName", "One", "referenceName", "one"))
                .path("id");

        make(accounts.owner(), Map.of("name", "x", "kind", "admin", "integrationId", integration))
                .then()
                .statusCode(400)
                .body("errors.integrationId", notNullValue());
        make(accounts.owner(), Map.of("name", "x", "kind", "ingest", "integrationId", integration))
                .then()
                .statusCode(201);
        make(TestAccounts.make().owner(), Map.of("name", "x", "kind", "ingest", "integrationId", integration))
                .then()
                .statusCode(404);
    }

    @Test
    void isMadeOnceForARepeatedRequest() {
        Map<String, String> body = Map.of("name", "CI", "kind", "query");
        String first = accounts.owner()
                .request()
                .header("Idempotency-Key", "one")
                .body(body)
                .post("/api/keys")
                .path("key.id");

        accounts.owner()
                .request()
                .header("Idempotency-Key", "one")
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(200)
                .body("key.id", equalTo(first))
                .body("text", nullValue());
    }

    @Test
    void knowsWhenItWasLastUsedHere() {
        Response made = make(accounts.owner(), Map.of("name", "CI", "kind", "admin"));
        with(made.path("text")).get("/api/integrations").then().statusCode(200);

        Eventually.until(
                "use stored",
                Duration.ofMinutes(1),
                () -> accounts.owner().get("/api/keys/" + made.path("key.id")).path("lastUsedAt") != null);
    }

    @Test
    void comesInPages() {
        for (int i = 0; i < 3; i++) {
            make(accounts.member(), Map.of("name", "key " + i, "kind", "query"));
        }

        Response first = accounts.member().get("/api/keys?limit=2");
        Response rest = accounts.member().get("/api/keys?limit=2&cursor=" + first.path("next"));

        first.then().body("items.size()", equalTo(2)).body("next", notNullValue());
        rest.then().body("items.size()", equalTo(1)).body("next", nullValue());
        accounts.member().get("/api/keys?limit=0").then().statusCode(400);
        accounts.member().get("/api/keys?cursor=nowhere").then().statusCode(400);
    }

    private static Response make(Person by, Map<String, ?> body) {
        return by.post("/api/keys", body);
    }

    private static RequestSpecification with(String text) {
        return given().header("Authorization", "Bearer " + text);
    }
}
