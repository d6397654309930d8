package io.millrace.standalone.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fresh installation and the browser before it; its first owner has an own password. */
final class Installation implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";

    private final Path dataFolder;
    private final StandaloneProcess process;
    private final Chromium chromium;

    private Installation(Path dataFolder, StandaloneProcess process, Chromium chromium) {
        this.dataFolder = dataFolder;
        this.process = process;
        this.chromium = chromium;
    }

    /** Starts it and goes through the first sign-in. */
    static Installation start(Path dataFolder) {
        Path executable = Chromium.assumeThere();
        StandaloneProcess process = StandaloneProcess.start(Path.of(System.getProperty("millrace.jar")), dataFolder);
        Chromium chromium = Chromium.start(executable, "http://localhost:" + process.port());
        Installation started = new Installation(dataFolder, process, chromium);
        started.firstSignIn();
        return started;
    }

    Chromium browser() {
        return chromium;
    }

    /** What the first start tells its owner. */
    JsonNode owner() {
        try {
            return new ObjectMapper().readTree(dataFolder.resolve("owner.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no first start has happened", e);
        }
    }

    /** A folder as a user has it who saved these settings. */
    Path folderWith(Path folder, String settings) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("settings.json"), settings);
        Files.copy(dataFolder.resolve("owner.json"), folder.resolve("owner.json"));
        return folder;
    }

    @Override
    public void close() {
        chromium.close();
        process.close();
    }

    private void firstSignIn() {
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
