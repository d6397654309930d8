package io.millrace.console.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class SignInIT {
    @Test
    void letsTheFirstOwnerInToSetAnOwnPasswordAndNothingElse() throws IOException {
        Path file = ConfigProvider.getConfig()
                .getValue("millrace.data-dir", Path.class)
                .resolve("owner.json");
        Eventually.until("owner.json", Duration.ofSeconds(60), () -> Files.exists(file));
        JsonNode owner = new ObjectMapper().readTree(file.toFile());
        String oneTime = owner.get("oneTimePassword").asText();

        Person person = Person.signIn("owner", oneTime);
        person.get("/api/integrations").then().statusCode(403);
        Response changed =
                person.put("/api/session/password", Map.of("current", oneTime, "password", "my own secret words"));

        changed.then().statusCode(200).body("mustSetPassword", equalTo(false));
        Person.of(changed)
                .get("/api/integrations")
                .then()
                .statusCode(200)
                .body("items[0].referenceName", equalTo("claudeCode"));
        person.get("/api/session").then().statusCode(401);
        attempt("owner", oneTime).then().statusCode(401);
    }

    @Test
    void saysTheSameForAWrongNameAndAWrongPassword() {
        TestAccounts accounts = TestAccounts.make();

        Response wrongName = attempt("nobody@" + accounts.organizationId(), "x");
        Response wrongPassword = attempt("owner@" + accounts.organizationId(), "x");

        assertThat(wrongName.statusCode()).isEqualTo(401);
        assertThat(wrongName.contentType()).startsWith("application/problem+json");
        assertThat(wrongName.asString()).isEqualTo(wrongPassword.asString());
    }

    @Test
    void makesGuessersWait() {
        TestAccounts accounts = TestAccounts.make();
        String name = "member@" + accounts.organizationId();

        for (int i = 0; i < 5; i++) {
            attempt(name, "guess " + i).then().statusCode(401);
        }
        Response next = attempt(name, "guess");

        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(next.header("Retry-After"))).isPositive();
        attempt(name, TestAccounts.PASSWORD).then().statusCode(429);
    }

    @Test
    void refusesChangesThatDoNotComeFromThePage() {
        TestAccounts accounts = TestAccounts.make();

        given().cookie("millrace_session", accounts.owner().cookie())
                .contentType(ContentType.JSON)
                .body(Map.of("displayName", "X"))
                .patch("/api/organization")
                .then()
                .statusCode(403);
    }

    @Test
    void hidesTheCookieFromScriptsAndOtherSites() {
        Response opened = attempt("owner@" + TestAccounts.make().organizationId(), TestAccounts.PASSWORD);

        String cookie = opened.header("Set-Cookie");

        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict");
    }

    @Test
    void endsAllSessionsOnDemand() {
        TestAccounts accounts = TestAccounts.make();
        Person elsewhere = Person.signIn("owner@" + accounts.organizationId(), TestAccounts.PASSWORD);

        accounts.owner().delete("/api/session/all").then().statusCode(204);

        elsewhere.get("/api/session").then().statusCode(401);
        accounts.owner().get("/api/session").then().statusCode(401);
        accounts.admin().get("/api/session").then().statusCode(200);
    }

    @Test
    void refusesPoorPasswords() {
        TestAccounts accounts = TestAccounts.make();

        for (String poor : new String[] {"short", "aaaaaaaaaaaaaaaa", TestAccounts.PASSWORD}) {
            accounts.member()
                    .put("/api/session/password", Map.of("current", TestAccounts.PASSWORD, "password", poor))
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/invalid"));
        }
    }

    private static Response attempt(String user, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("user", user, "password", password))
                .post("/api/session");
    }
}
