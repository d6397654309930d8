package io.millrace.console;

import io.millrace.testkit.TestBroker;
import io.millrace.testkit.TestFolders;
import io.millrace.testkit.store.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a console under test stands on: a broker, an empty data folder, and PostgreSQL in the place of the H2 file if the system
 * property {@code millrace.test.database} is {@code postgresql}.
 */
public class ConsoleBackends implements QuarkusTestResourceLifecycleManager {
    private @Nullable Path folder;
    private @Nullable PostgresServer postgres;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        try {
            folder = Files.createTempDirectory("millrace-console");
            settings.put("millrace.data-dir", folder.toString());
            if ("postgresql".equals(System.getProperty("millrace.test.database"))) {
                postgres = PostgresServer.start();
                settings.put("millrace.console.database.url", postgres.jdbcUrl());
                settings.put("millrace.console.database.user", postgres.user());
                settings.put("millrace.console.database.password", postgres.password());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the console's backends do not start", e);
        }
        settings.put("kafka.bootstrap.servers", TestBroker.shared().bootstrapServers());
        return settings;
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
        if (folder != null) {
            TestFolders.delete(folder);
        }
    }
}
