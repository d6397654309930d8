package io.millrace.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise: everybody can read and use the page, and what agents send is text to it. */
@ExtendWith(SharedInstallation.class)
class PageProcessIT {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
    private static final int PHONE = 400;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Installation installation;

    @BeforeAll
    static void sendsWhatRealAndHostileClientsSend(Installation given) throws Exception {
        installation = given;
        MillraceClient client = MillraceClient.of(installation.dataFolder());
        for (Capture capture : Captures.json("claude-code/traces-tools")) {
            assertThat(client.send(capture).statusCode()).isEqualTo(200);
        }
        assertThat(client.send(hostile(Captures.json("claude-code/seed-plain"))).statusCode())
                .isEqualTo(200);
        Eventually.until("the tables hold it", LIMIT, () -> hostileRows(client) > 0);
    }

    @Test
    void hasNoSeriousFaultForPeopleWithDisabilitiesLightOrDark() {
        Page page = installation.browser().signedIn();

        assertThat(Tour.of(page).stations()).allSatisfy(station -> {
            station.visit();
            assertThat(Faults.inLightAndDark(page)).as(station.name()).isEmpty();
        });
        Page signIn = installation.browser().stranger();
        signIn.navigate("/");
        assertThat(heading(signIn, "Sign in")).isVisible();
        assertThat(Faults.inLightAndDark(signIn)).isEmpty();
        assertThat(installation.browser().complaints()).isEmpty();
    }

    @Test
    void fitsOnAPhone() {
        Page page = installation.browser().signedIn(PHONE);

        assertThat(Tour.of(page).stations()).allSatisfy(station -> {
            station.visit();
            Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue()).as(station.name()).isLessThanOrEqualTo(0);
        });
        page.navigate("/#/integrations");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Menu"))
                .click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API keys")))
                .isVisible();
    }

    @Test
    void showsWhatAgentsSendAsText() {
        Page page = installation.browser().signedIn();
        page.navigate("/#/integrations");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Claude Code").setExact(true))
                .click();
        Locator event = page.locator("mr-live-tail tbody button", new Page.LocatorOptions().setHasText(HOSTILE))
                .first();
        event.click();
        assertThat(page.locator("mr-live-tail .attributes")).containsText(HOSTILE);

        page.navigate("/#/explore");
        button(page, "SQL").click();
        page.locator("textarea").fill("select name, attributes from logs where name like '<img%'");
        button(page, "Run").click();
        assertThat(page.locator("mr-result-table tbody")).containsText(HOSTILE);

        assertThat(page.locator("img, main script")).hasCount(0);
        assertThat(page.title()).doesNotContain("owned");
        assertThat(installation.browser().complaints()).isEmpty();
    }

    @Test
    void isUsedWithTheKeyboardAlone() {
        Page page = installation.browser().signedIn();
        page.navigate("/#/keys");
        assertThat(heading(page, "API keys")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(button(page, "New key")).isFocused();

        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Name")).isFocused();
        for (int i = 0; i < 12; i++) {
            page.keyboard().press("Tab");
            assertThat((Boolean) page.evaluate("document.activeElement.closest('dialog') !== null ||"
                            + " document.activeElement === document.body"))
                    .isTrue();
        }
        page.keyboard().press("Escape");

        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(button(page, "New key")).isFocused();
    }

    @Test
    void pointsAtTheFaultOfAFormula() {
        Page page = installation.browser().signedIn();
        page.navigate("/#/explore");
        page.getByLabel("Formula", new Page.GetByLabelOptions().setExact(true))
                .fill("claudeCode.event('api_request').sum(costUsdd)");
        button(page, "Run").click();

        assertThat(page.locator("#query-problem .notice")).isVisible();
        assertThat(page.locator("#query-problem .pointer")).containsText("^");
        assertThat(page.locator("#query-problem")).containsText("costUsd");
    }

    @Test
    void remembersTheThemeThatWasChosen() {
        Page page = installation.browser().signedIn();
        page.navigate("/#/account");
        button(page, "Dark").click();

        page.reload();

        assertThat(button(page, "Dark")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    }

    private static long hostileRows(MillraceClient client) {
        try {
            return client.number("select count(*) from logs where name like '<img%'");
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking", e);
        }
    }

    private static Capture hostile(List<Capture> captures) {
        Capture logs = captures.stream()
                .filter(capture -> capture.signal() == io.millrace.telemetry.Signal.LOGS)
                .findFirst()
                .orElseThrow();
        String escaped = HOSTILE.replace("\"", "\\\"");
        String body = new String(logs.sent(), StandardCharsets.UTF_8)
                .replaceFirst("\"user_prompt\"", java.util.regex.Matcher.quoteReplacement("\"" + escaped + "\""))
                .replaceFirst("\"xterm\"", java.util.regex.Matcher.quoteReplacement("\"" + escaped + "\""));
        return new Capture(
                "hostile",
                "hostile.json",
                logs.signal(),
                logs.contentType(),
                null,
                false,
                body.getBytes(StandardCharsets.UTF_8));
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
