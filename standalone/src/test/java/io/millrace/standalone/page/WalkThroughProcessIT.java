package io.millrace.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a person goes from the first start to arriving data in the page alone, and ends it there. */
@ExtendWith(SharedInstallation.class)
class WalkThroughProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static Installation installation;

    @BeforeAll
    static void takes(Installation given) {
        installation = given;
    }

    @Test
    void leadsFromAnIntegrationToArrivingDataAndToARevokedKey() throws Exception {
        Page page = installation.browser().signedIn();
        createIntegration(page);
        MillraceClient client = client(settingsWithANewKey(page));
        List<Capture> captures = Captures.json("claude-code/seed-plain");

        Eventually.until("the key is known", LIMIT, () -> status(client, captures.get(0)) == 200);
        for (Capture capture : captures) {
            assertThat(client.send(capture).statusCode()).isEqualTo(200);
        }

        assertThat(page.locator("mr-setup-dialog .arrivals")).containsText("records, last");
        page.keyboard().press("Escape");
        assertThat(page.locator("mr-live-tail tbody")).containsText("user_prompt");
        assertThat(page.locator("mr-integration .page-head")).containsText("receiving");
        revoke(page);
        Eventually.until("refused", LIMIT, () -> status(client, captures.get(0)) == 401);
        assertThat(installation.browser().complaints()).isEmpty();
    }

    @Test
    void opensNothingTwiceWithTheLinkOfTheFirstStart() {
        Page page = installation.browser().stranger();

        page.navigate(installation.owner().path("signInLink").asText());

        assertThat(heading(page, "This link is used up")).isVisible();
        assertThat(page.url()).doesNotContain("welcome");
    }

    @Test
    void showsThatAPasswordIsWrongAndLetsARightOneIn() {
        Page page = installation.browser().stranger();
        page.navigate("/");
        page.getByLabel("User", new Page.GetByLabelOptions().setExact(true)).fill("owner");
        page.getByLabel("Password").fill("not the password");
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();

        page.getByLabel("Password").fill(Installation.PASSWORD);
        button(page, "Sign in").click();

        assertThat(heading(page, "Integrations")).isVisible();
        button(page, "Sign out").click();
        assertThat(heading(page, "Sign in")).isVisible();
    }

    @Test
    void invitesSomebodyWhoJoinsAsAMember() {
        Page owner = installation.browser().signedIn();
        owner.navigate("/#/users");
        button(owner, "Invite").click();
        owner.getByLabel("E-mail address or name").fill("ada@example.com");
        button(owner, "Make invitation").click();
        String link = owner.locator("dialog .code-line code").textContent();

        Page invited = installation.browser().stranger();
        invited.navigate(link);
        invited.getByLabel("Your name").fill("Ada");
        invited.getByLabel("Password").fill("another long enough password");
        button(invited, "Join").click();

        assertThat(heading(invited, "Integrations")).isVisible();
        assertThat(invited.locator("mr-navigation")).not().containsText("Audit log");
        assertThat(button(invited, "New integration")).hasCount(0);
    }

    private static void createIntegration(Page page) {
        page.navigate("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New integration"))
                .click();
        page.getByLabel("Display name").fill("Platform team");
        Locator referenceName = page.getByLabel("Reference name");
        assertThat(referenceName).hasValue("platformTeam");
        referenceName.fill("Platform team");
        assertThat(button(page, "Create")).isDisabled();
        referenceName.fill("platformTeam");
        button(page, "Create").click();
        assertThat(heading(page, "Set up clients of Platform team")).isVisible();
    }

    private static String settingsWithANewKey(Page page) throws Exception {
        page.getByLabel("Prompts").first().uncheck();
        button(page, "Create key").click();
        String key = page.locator("mr-setup-key .code-line code").textContent();
        Locator text = page.locator("mr-setup-dialog pre");
        assertThat(text).containsText(key);
        assertThat(text).not().containsText("OTEL_LOG_USER_PROMPTS");
        Download download = page.waitForDownload(
                () -> button(page, "Download settings.json").click());
        assertThat(download.suggestedFilename()).isEqualTo("settings.json");
        String settings = Files.readString(download.path());
        JsonNode env = new ObjectMapper().readTree(settings).path("env");
        assertThat(env.path("OTEL_EXPORTER_OTLP_HEADERS").asText()).isEqualTo("Authorization=Bearer " + key);
        assertThat(env.path("OTEL_EXPORTER_OTLP_PROTOCOL").asText()).isEqualTo("http/json");
        return settings;
    }

    private static MillraceClient client(String settings) throws Exception {
        return MillraceClient.of(installation.folderWith(folder.resolve("user"), settings));
    }

    private static int status(MillraceClient client, Capture capture) {
        try {
            return client.send(capture).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while sending", e);
        }
    }

    private static void revoke(Page page) {
        page.navigate("/#/keys");
        button(page, "Revoke Agents of Platform team").click();
        assertThat(heading(page, "Revoke Agents of Platform team?")).isVisible();
        button(page, "Revoke key").click();
        assertThat(page.locator("mr-messages")).containsText("is revoked");
        assertThat(page.locator("mr-keys tbody")).not().containsText("Agents of Platform team");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
