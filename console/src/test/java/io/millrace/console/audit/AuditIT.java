package io.millrace.console.audit;

import static io.millrace.console.TestAccounts.bean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.console.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class AuditIT {
    private TestAccounts accounts;

    @BeforeEach
    void makeAccounts() {
        accounts = TestAccounts.make();
    }

    @Test
    void holdsEverySignInAndEveryChangeWithActorAddressBeforeAndAfter() {
        Person owner = accounts.owner();
        String id = owner.post("/api/integrations", Map.of("displayName", "Old", "referenceName", "claudeCode"))
                .path("id");
        owner.patch("/api/integrations/" + id, Map.of("displayName", "New"));
        owner.delete("/api/integrations/" + id);
        owner.patch("/api/organization", Map.of("displayName", "Renamed"));
        owner.patch("/api/users/" + accounts.member().userId(), Map.of("role", "admin"));
        String key =
                owner.post("/api/keys", Map.of("name", "k", "kind", "query")).path("key.id");
        owner.post("/api/keys/" + key + "/rotate", Map.of());
        owner.delete("/api/keys/" + key);
        String invitation = owner.post("/api/invitations", Map.of("signInName", "a@b", "role", "member"))
                .path("id");
        owner.delete("/api/invitations/" + invitation);

        var log = owner.get("/api/audit?limit=200").then().statusCode(200).extract();

        List<String> actions = log.path("items.action");
        assertThat(actions)
                .contains(
                        "session.sign-in",
                        "integration.create",
                        "integration.change",
                        "integration.delete",
                        "organization.change",
                        "user.change",
                        "key.create",
                        "key.rotate",
                        "key.revoke",
                        "invitation.create",
                        "invitation.withdraw");
        assertThat(log.<List<String>>path("items.address")).allMatch(address -> !address.isBlank());
        Map<String, Object> change = log.path("items.find { it.action == 'integration.change' }");
        assertThat(change)
                .containsEntry("actorId", owner.userId())
                .containsEntry("actorKind", "session")
                .containsEntry("subjectId", id);
        assertThat(log.<String>path("items.find { it.action == 'integration.change' }.before.displayName"))
                .isEqualTo("Old");
        assertThat(log.<String>path("items.find { it.action == 'integration.change' }.after.displayName"))
                .isEqualTo("New");
        assertThat(log.asString()).doesNotContain("argon2").doesNotContain("digest");
    }

    @Test
    void showsWhatIsAskedForInPages() {
        accounts.owner().post("/api/keys", Map.of("name", "k", "kind", "query"));

        accounts.owner()
                .get("/api/audit?action=session.&actorId=" + accounts.member().userId())
                .then()
                .statusCode(200)
                .body("items.action", everyItem(startsWith("session.")))
                .body("items.actorId", everyItem(equalTo(accounts.member().userId())));
        accounts.owner().get("/api/audit?to=2020-01-01T00:00:00Z").then().body("items.size()", equalTo(0));
        String next = accounts.owner().get("/api/audit?limit=1").path("next");
        accounts.owner().get("/api/audit?limit=1&cursor=" + next).then().body("items.size()", equalTo(1));
        accounts.owner().get("/api/audit?cursor=x").then().statusCode(400);
        accounts.owner().get("/api/audit?from=yesterday").then().statusCode(400);
    }

    @Test
    void isExportedWhole() {
        String csv = accounts.owner().get("/api/audit/export?format=csv").asString();
        String lines = accounts.owner().get("/api/audit/export").asString();

        assertThat(csv.lines().count()).isEqualTo(lines.lines().count() + 1);
        assertThat(csv).startsWith("sequence,at,").contains("session.sign-in");
        assertThat(lines.lines()).allMatch(line -> line.contains(accounts.organizationId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_log set actor_name = 'somebody else'", "delete from audit_log"})
    void cannotBeChangedEvenWithSql(String statement) {
        Database database = bean(Database.class);

        assertThatThrownBy(() -> database.inTransaction(db -> db.execute(statement)))
                .isInstanceOf(JdbiException.class)
                .rootCause()
                .hasMessageContaining("the audit log only grows");
    }
}
