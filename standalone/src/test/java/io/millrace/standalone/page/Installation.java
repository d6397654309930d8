package io.millrace.standalone.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestFolders;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A fresh installation and the browser before it; its first owner has an own password. */
final class Installation implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";

    private static final String DATA = "data";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final StandaloneProcess process;
    private final Chromium chromium;

    private Installation(Path folder, StandaloneProcess process, Chromium chromium) {
        this.folder = folder;
        this.process = process;
        this.chromium = chromium;
    }

    /** Starts it and goes through the first sign-in. */
    static Installation start() {
        Path folder = newFolder();
        StandaloneProcess process =
                StandaloneProcess.start(Path.of(System.getProperty("millrace.jar")), folder.resolve(DATA));
        try {
            Chromium chromium = Chromium.start(Chromium.assumeThere(), "http://localhost:" + process.port());
            Installation started = new Installation(folder, process, chromium);
            started.firstSignIn();
            return started;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("millrace-page");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** The data folder, with what the first start left in it. */
    Path dataFolder() {
        return folder.resolve(DATA);
    }

    Chromium browser() {
        return chromium;
    }

    /** What the first start tells its owner. */
    JsonNode owner() {
        try {
            return new ObjectMapper()
                    .readTree(dataFolder().resolve("owner.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("no first start has happened", e);
        }
    }

    /** A folder as a user has it who saved these settings. */
    Path folderWith(Path user, String settings) throws IOException {
        Files.createDirectories(user);
        Files.writeString(user.resolve("settings.json"), settings);
        Files.copy(dataFolder().resolve("owner.json"), user.resolve("owner.json"));
        return user;
    }

    @Override
    public void close() {
        chromium.close();
        process.close();
        TestFolders.delete(folder);
    }

    private void firstSignIn() {
        Eventually.until("owner.json", LIMIT, () -> Files.exists(dataFolder().resolve("owner.json")));
        Page page = chromium.stranger();
        page.navigate(owner().path("signInLink").asText());
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        page.getByLabel("New password again").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set password"))
                .click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Integrations").setLevel(1))
                .waitFor();
        chromium.remember(page);
        page.context().close();
    }
}
