package io.millrace.console.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class PeopleIT {
    private static final String OWN_PASSWORD = "words of one's own";

    @Nested
    class AnInvitation {
        @Test
        void makesOneUserWithItsRoleOnce() {
            TestAccounts accounts = TestAccounts.make();
            String name = "new@" + accounts.organizationId();
            String token = token(invite(accounts.admin(), name, "member", null));

            Person.NOBODY
                    .post("/api/invitations/look-up", Map.of("token", token))
                    .then()
                    .statusCode(200)
                    .body("signInName", equalTo(name))
                    .body("role", equalTo("member"));
            Response accepted = accept(token);

            accepted.then().statusCode(201).body("role", equalTo("member"));
            Person.of(accepted).get("/api/keys").then().statusCode(200);
            accept(token).then().statusCode(409);
            Person.NOBODY
                    .post("/api/invitations/look-up", Map.of("token", token))
                    .then()
                    .statusCode(409);
            assertThat(Person.signIn(name, OWN_PASSWORD).userId())
                    .isEqualTo(Person.of(accepted).userId());
        }

        @Test
        void opensNothingOnceWithdrawn() {
            TestAccounts accounts = TestAccounts.make();
            Response invited = invite(accounts.owner(), "gone@" + accounts.organizationId(), "admin", null);

            accounts.admin()
                    .delete("/api/invitations/" + invited.path("id"))
                    .then()
                    .statusCode(204);

            accept(token(invited)).then().statusCode(409);
        }

        @Test
        void isMadeOnceForARepeatedRequestAndShowsItsLinkOnce() {
            TestAccounts accounts = TestAccounts.make();
            String name = "twice@" + accounts.organizationId();

            String first = invite(accounts.owner(), name, "member", "request-1").path("id");
            Response second = invite(accounts.owner(), name, "member", "request-1");

            second.then().statusCode(200).body("id", equalTo(first)).body("link", nullValue());
            invite(accounts.owner(), "other@" + accounts.organizationId(), "member", "request-1")
                    .then()
                    .statusCode(409);
        }

        @Test
        void cannotRaiseAnybodyAboveTheInviter() {
            TestAccounts accounts = TestAccounts.make();

            invite(accounts.admin(), "boss@" + accounts.organizationId(), "owner", null)
                    .then()
                    .statusCode(403);
        }
    }

    @Nested
    class Ownership {
        @Test
        void staysWithTheLastOwner() {
            TestAccounts accounts = TestAccounts.make();
            String owner = "/api/users/" + accounts.owner().userId();

            accounts.owner().delete(owner).then().statusCode(409);
            accounts.owner().patch(owner, Map.of("role", "member")).then().statusCode(409);

            accounts.owner().get("/api/session").then().statusCode(200).body("role", equalTo("owner"));
        }

        @Test
        void canBeHandedOver() {
            TestAccounts accounts = TestAccounts.make();

            accounts.owner()
                    .patch("/api/users/" + accounts.admin().userId(), Map.of("role", "owner"))
                    .then()
                    .statusCode(200)
                    .body("role", equalTo("owner"));
            accounts.owner()
                    .delete("/api/users/" + accounts.owner().userId())
                    .then()
                    .statusCode(204);

            accounts.owner().get("/api/session").then().statusCode(401);
            accounts.admin()
                    .delete("/api/users/" + accounts.admin().userId())
                    .then()
                    .statusCode(409);
        }

        @Test
        void isOutOfReachOfAdmins() {
            TestAccounts accounts = TestAccounts.make();
            String owner = "/api/users/" + accounts.owner().userId();

            accounts.admin().patch(owner, Map.of("role", "member")).then().statusCode(403);
            accounts.admin().delete(owner).then().statusCode(403);
            accounts.admin().post(owner + "/password-reset", Map.of()).then().statusCode(403);
            accounts.admin().delete(owner + "/sessions").then().statusCode(403);
            accounts.admin()
                    .patch("/api/users/" + accounts.admin().userId(), Map.of("role", "owner"))
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void endsTheSessionsOfARemovedUserAndFreesTheName() {
        TestAccounts accounts = TestAccounts.make();

        accounts.admin()
                .delete("/api/users/" + accounts.member().userId())
                .then()
                .statusCode(204);

        accounts.member().get("/api/session").then().statusCode(401);
        accounts.owner()
                .get("/api/users")
                .then()
                .body("items.id", not(hasItem(accounts.member().userId())));
        invite(accounts.owner(), "member@" + accounts.organizationId(), "member", null)
                .then()
                .statusCode(201);
    }

    @Test
    void letsAMemberLeaveButRemoveNobodyElse() {
        TestAccounts accounts = TestAccounts.make();

        accounts.member()
                .delete("/api/users/" + accounts.admin().userId())
                .then()
                .statusCode(403);
        accounts.member()
                .delete("/api/users/" + accounts.member().userId())
                .then()
                .statusCode(204);
    }

    @Test
    void givesAOneTimePasswordThatOnlySetsAnOwnOne() {
        TestAccounts accounts = TestAccounts.make();
        String name = "member@" + accounts.organizationId();

        String given = accounts.admin()
                .post("/api/users/" + accounts.member().userId() + "/password-reset", Map.of())
                .then()
                .statusCode(200)
                .extract()
                .path("oneTimePassword");

        accounts.member().get("/api/session").then().statusCode(401);
        Person person = Person.signIn(name, given);
        person.get("/api/keys").then().statusCode(403);
        person.put("/api/session/password", Map.of("current", given, "password", OWN_PASSWORD))
                .then()
                .statusCode(200);
        Person.signIn(name, OWN_PASSWORD).get("/api/keys").then().statusCode(200);
    }

    private static Response invite(Person by, String name, String role, @Nullable String requestKey) {
        var request = by.request().body(Map.of("signInName", name, "role", role));
        return (requestKey == null ? request : request.header("Idempotency-Key", requestKey)).post("/api/invitations");
    }

    private static String token(Response invited) {
        String link = invited.then().statusCode(201).extract().path("link");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static Response accept(String token) {
        return Person.NOBODY.post(
                "/api/invitations/accept", Map.of("token", token, "displayName", "New", "password", OWN_PASSWORD));
    }
}
