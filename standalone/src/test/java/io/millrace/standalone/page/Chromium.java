package io.millrace.standalone.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The browser that is installed here. Nothing is downloaded: without one, the tests are skipped and say so. */
final class Chromium implements AutoCloseable {
    private static final int WIDE = 1280;
    private static final int HEIGHT = 900;

    /** Against hanging only: a busy machine is slow, not wrong. */
    private static final double LIMIT_MS = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final String baseUrl;
    private final List<String> complaints = new ArrayList<>();
    private @Nullable String signedIn;

    private Chromium(Playwright playwright, Browser browser, String baseUrl) {
        this.playwright = playwright;
        this.browser = browser;
        this.baseUrl = baseUrl;
    }

    /** Skips the tests of a class unless there is a browser; {@code -Dmillrace.chromium} says where. */
    static Path assumeThere() {
        Path path = Path.of(System.getProperty("millrace.chromium", "/usr/bin/chromium"));
        Assumptions.assumeTrue(
                Files.isExecutable(path), "no Chromium at " + path + ": the page is not tested in a browser");
        return path;
    }

    /** Starts it, without a window. */
    static Chromium start(Path executable, String baseUrl) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MS);
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        return new Chromium(playwright, browser, baseUrl);
    }

    /** A new window of somebody who has not signed in. */
    Page stranger() {
        return open(options(WIDE));
    }

    /** A new window of whoever was remembered. */
    Page signedIn(int width) {
        return open(options(width).setStorageState(signedIn));
    }

    /** A new wide window of whoever was remembered. */
    Page signedIn() {
        return signedIn(WIDE);
    }

    /** Lets later windows belong to who is signed in on this page. */
    void remember(Page page) {
        signedIn = page.context().storageState();
    }

    /** What browsers complained of: errors of scripts and violations of the policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private Page open(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(LIMIT_MS);
        Page page = context.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            boolean refusedRequest = message.text().startsWith("Failed to load resource");
            if (message.type().equals("error") && !refusedRequest) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    private Browser.NewContextOptions options(int width) {
        return new Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setColorScheme(ColorScheme.LIGHT)
                .setViewportSize(width, HEIGHT)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setAcceptDownloads(true)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin");
    }
}
