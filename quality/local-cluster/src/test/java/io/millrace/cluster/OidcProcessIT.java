package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in with a real provider of OpenID Connect, from the page's button to the session. Run by {@code -Poidc}. */
@EnabledIfSystemProperty(named = "millrace.keycloak.home", matches = ".+", disabledReason = "-Poidc only")
class OidcProcessIT {
    private static final String BUTTON = "/api/session/identity-provider";

    @TempDir
    static Path folder;

    private static Keycloak keycloak;
    private static AccountsCluster cluster;
    private static ConsoleSession owner;

    @BeforeAll
    static void startsTheProviderAndTheConsole() {
        int port = Keycloak.freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("millrace.console.oidc.enabled", "true");
        settings.put("millrace.console.oidc.issuer", Keycloak.issuer(port));
        settings.put("millrace.console.oidc.client-id", Keycloak.CLIENT_ID);
        settings.put("millrace.console.oidc.client-secret", Keycloak.CLIENT_SECRET);
        settings.put("millrace.console.oidc.owner-groups", "owners");
        settings.put("millrace.console.oidc.admin-groups", "admins");
        settings.put("millrace.console.oidc.member-groups", "members");
        cluster = AccountsCluster.start(folder, 0, settings);
        keycloak = Keycloak.start(
                Path.of(System.getProperty("millrace.keycloak.home")), folder, port, cluster.consoleUrl());
        owner = ConsoleSession.firstOwner(cluster.consoleUrl(), cluster.firstStartFolder());
    }

    @AfterAll
    static void stopsThem() {
        if (keycloak != null) {
            keycloak.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void givesEverybodyTheStrongestRoleOfTheirGroups() throws IOException {
        assertThat(session(signedIn("olga")).path("role").asText()).isEqualTo("owner");
        assertThat(session(signedIn("adam")).path("role").asText()).isEqualTo("admin");
        assertThat(session(signedIn("mia")).path("role").asText()).isEqualTo("member");
    }

    @Test
    void opensASessionOfTheConsolesOwnAndLeavesNoTokenOfTheProvider() {
        Browser browser = signedIn("mia");

        assertThat(browser.cookieNames(cluster.consoleUrl())).containsExactly("millrace_session");
    }

    @Test
    void refusesAWrongPasswordAtTheProvider() {
        Browser browser = new Browser();

        Browser.Place place = browser.signIn(browser.open(cluster.consoleUrl() + BUTTON), "mia", "wrong");

        assertThat(place.address().toString()).startsWith(keycloak.issuer());
        assertThat(status(browser)).isEqualTo(401);
    }

    @Test
    void refusesWhoeverIsInNoneOfTheGroups() {
        assertThat(refusal("otto")).isEqualTo("/sign-in/refused/no-group");
    }

    @Test
    void refusesAnAddressThatTheProviderHasNotVerified() {
        assertThat(refusal("ulla")).isEqualTo("/sign-in/refused/address-not-verified");
        assertThat(owner.get("/api/users").toString()).doesNotContain("ulla@example.org");
    }

    @Test
    void keepsOutWhomAnOwnerHasRemoved() throws IOException {
        Browser browser = signedIn("rosa");
        String id = session(browser).path("userId").asText();

        owner.delete("/api/users/" + id);

        assertThat(status(browser)).isEqualTo(401);
        assertThat(refusal("rosa")).isEqualTo("/sign-in/refused/removed");
    }

    @Test
    void findsTheAccountOfAVerifiedAddressThatWasInvitedBefore() throws IOException {
        ConsoleSession invited = owner.invite("lena@example.org", "member");

        JsonNode session = session(signedIn("lena"));

        assertThat(session.path("userId").asText()).isEqualTo(invited.userId());
        assertThat(session.path("role").asText()).isEqualTo("admin");
    }

    @Test
    void takesNoAnswerThatItDidNotAskFor() {
        Browser browser = new Browser();

        browser.open(cluster.consoleUrl() + BUTTON + "?code=forged&state=forged");

        assertThat(status(browser)).isEqualTo(401);
    }

    private static Browser signedIn(String user) {
        Browser browser = new Browser();
        Browser.Place place = enter(browser, user);
        assertThat(place.address()).hasToString(cluster.consoleUrl() + "/#/");
        return browser;
    }

    private static String refusal(String user) {
        Browser browser = new Browser();
        Browser.Place place = enter(browser, user);
        assertThat(place.address().toString()).startsWith(cluster.consoleUrl());
        assertThat(status(browser)).isEqualTo(401);
        return String.valueOf(place.address().getFragment());
    }

    private static Browser.Place enter(Browser browser, String user) {
        return browser.signIn(browser.open(cluster.consoleUrl() + BUTTON), user, user + "'s password");
    }

    private static int status(Browser browser) {
        return browser.get(cluster.consoleUrl() + "/api/session").statusCode();
    }

    private static JsonNode session(Browser browser) throws IOException {
        HttpResponse<String> response = browser.get(cluster.consoleUrl() + "/api/session");
        assertThat(response.statusCode()).isEqualTo(200);
        return ConsoleSession.JSON.readTree(response.body());
    }
}
