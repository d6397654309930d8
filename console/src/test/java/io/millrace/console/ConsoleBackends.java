package io.millrace.console;

import io.millrace.testkit.TestBroker;
import io.millrace.testkit.TestFolders;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a console under test stands on: a broker and an empty data folder. */
public class ConsoleBackends implements QuarkusTestResourceLifecycleManager {
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("millrace-console");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
        return Map.of(
                "kafka.bootstrap.servers",
                TestBroker.shared().bootstrapServers(),
                "millrace.data-dir",
                folder.toString());
    }

    @Override
    public void stop() {
        if (folder != null) {
            TestFolders.delete(folder);
        }
    }
}
