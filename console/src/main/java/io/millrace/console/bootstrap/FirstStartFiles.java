package io.millrace.console.bootstrap;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.PublicUrl;
import io.millrace.console.integration.SettingsBlock;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Hands the secrets of the first start over, once the address is certain: the settings for agents and the owner's sign-in. */
@Singleton
class FirstStartFiles {
    private static final Duration PORT_LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final FirstStart firstStart;
    private final PublicUrl publicUrl;

    FirstStartFiles(ConsoleConfig config, FirstStart firstStart, PublicUrl publicUrl) {
        this.folder = config.dataDir();
        this.firstStart = firstStart;
        this.publicUrl = publicUrl;
    }

    void serverStarted(@ObservesAsync HttpServerStart start) throws InterruptedException {
        publicUrl.await(PORT_LIMIT);
        firstStart.unfinished().ifPresent(this::handOver);
    }

    private void handOver(FirstStartPlan plan) {
        Path settings = folder.resolve("settings.json");
        Path owner = folder.resolve("owner.json");
        PrivateFiles.write(settings, settings(plan));
        PrivateFiles.write(owner, owner(plan));
        firstStart.finished();
        say(System.out, settings, owner);
    }

    private Map<String, Object> settings(FirstStartPlan plan) {
        return Map.of(
                "env",
                SettingsBlock.environment(
                        publicUrl.endpoint(plan.integrationId()),
                        Optional.of(plan.ingestKey()),
                        SettingsBlock.Capture.EVERYTHING));
    }

    private Map<String, Object> owner(FirstStartPlan plan) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("consoleUrl", publicUrl.base() + "/");
        owner.put("user", FirstAccounts.OWNER);
        owner.put("oneTimePassword", plan.oneTimePassword());
        owner.put("signInLink", publicUrl.base() + "/#/welcome/" + FirstAccounts.OWNER + "/" + plan.oneTimePassword());
        owner.put("queryKey", plan.queryKey());
        return owner;
    }

    private void say(PrintStream out, Path settings, Path owner) {
        out.printf("""

                Millrace is ready at %s/

                  1. Send:  copy the "env" block of %s
                            into ~/.claude/settings.json and start Claude Code anew.
                  2. Look:  open the "signInLink" of %s
                            or %s/ as "%s" with the one-time password there

                %n""", publicUrl.base(), settings, owner, publicUrl.base(), FirstAccounts.OWNER);
        out.flush();
    }
}
