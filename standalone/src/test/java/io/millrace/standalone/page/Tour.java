package io.millrace.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Every page and every dialog, one after the other. */
record Tour(Page page, String integration) {

    /** A tour of the first integration's pages and all others. */
    static Tour of(Page page) {
        page.navigate("/#/integrations");
        Locator card = page.locator(".integration-card h2 a").first();
        String integration = card.getAttribute("href").replaceAll(".*/", "");
        return new Tour(page, integration);
    }

    List<Station> stations() {
        String one = "integrations/" + integration;
        return List.of(
                new Station("integrations", () -> open("integrations", ".integration-card .facts")),
                new Station("integration", () -> open(one, "mr-live-tail tr.event")),
                new Station("opened event", this::openEvent),
                new Station("setup", () -> open(one + "/setup", "mr-setup-dialog pre")),
                new Station("setup with a key", this::makeKey),
                new Station("new integration", () -> open("integrations/new", "mr-integration-edit form")),
                new Station("wrong fields", this::wrongFields),
                new Station("edit integration", () -> open(one + "/edit", "mr-integration-edit form")),
                new Station("explore", () -> open("explore", "mr-explore textarea")),
                new Station("rows", this::askForRows),
                new Station("keys", () -> open("keys", "mr-keys tbody .badge")),
                new Station("new key", () -> click("New key", "dialog")),
                new Station("users", () -> open("users", "mr-users tbody select")),
                new Station("invite", () -> click("Invite", "dialog")),
                new Station("audit log", () -> open("audit", "mr-audit tbody code")),
                new Station("account", () -> open("account", "mr-account tbody tr")),
                new Station("confirmation", () -> click("Sign out everywhere", "dialog")),
                new Station("no such page", () -> open("nowhere", "main .notice")));
    }

    /** Another document each time, so that no dialog of the station before is left. */
    private void open(String path, String sign) {
        page.navigate("/?" + path.hashCode() + "#/" + path);
        assertThat(page.locator(sign).first()).isVisible();
    }

    private void click(String button, String sign) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        assertThat(page.locator(sign).first()).isVisible();
    }

    private void openEvent() {
        page.locator("mr-live-tail tbody button").first().click();
        assertThat(page.locator("mr-live-tail .attributes")).isVisible();
    }

    private void makeKey() {
        click("Create key", "mr-setup-key .key-secret");
    }

    private void wrongFields() {
        page.getByLabel("Reference name").fill("Not a name");
        assertThat(page.locator(".field .error").first()).isVisible();
    }

    private void askForRows() {
        click("SQL", "textarea");
        page.locator("textarea").fill("select name, count(*) as events from logs group by name");
        click("Run", "mr-result-table tbody td");
    }

    /**
     * A place on the tour.
     *
     * @param name what it is called in failures
     * @param go goes there, and waits until it is all there
     */
    record Station(String name, Runnable go) {
        void visit() {
            go.run();
        }
    }
}
