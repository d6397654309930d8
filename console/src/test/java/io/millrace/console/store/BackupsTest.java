package io.millrace.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.ConsoleConfig;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/operations/backup.md. */
class BackupsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path folder;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void bringsTheAccountsBackAsTheyWereAndGoesOnFromThere() throws IOException {
        ConsoleConfig config = config(folder);
        Path copy;
        long generation;
        try (Database database = new Database(config)) {
            insert(database, "before");
            generation = database.inTransaction(db -> DirectoryCounter.nextGeneration(db, NOW.toEpochMilli()));
            copy = backups(database, config, NOW).copy();
            insert(database, "after");
        }

        restore(copy, folder.resolve("console"));

        try (Database database = new Database(config)) {
            assertThat(database.read(Accounts::organizations))
                    .extracting(Organization::id)
                    .containsExactly("before");
            long next = database.inTransaction(db -> DirectoryCounter.nextGeneration(db, NOW.toEpochMilli() + 1));
            assertThat(next)
                    .as("stages take the restored state for newer than what they have")
                    .isGreaterThan(generation);
        }
    }

    @Test
    void keepsTheNewestCopiesForTheirOwnerAlone() throws IOException {
        ConsoleConfig config = config(folder);
        try (Database database = new Database(config)) {
            for (int i = 0; i < 4; i++) {
                backups(database, config, NOW.plusSeconds(i)).copy();
            }

            var all = backups(database, config, NOW).all();

            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("accounts-20261101T100002Z.zip", "accounts-20261101T100003Z.zip");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    private Backups backups(Database database, ConsoleConfig config, Instant now) {
        return new Backups(database, config, scheduler, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void insert(Database database, String id) {
        database.inTransaction(db -> {
            Accounts.insert(db, new Organization(id, id, true, Quota.NONE, NOW));
            return true;
        });
    }

    private static void restore(Path copy, Path console) throws IOException {
        Files.delete(console.resolve("accounts.mv.db"));
        try (InputStream in = Files.newInputStream(copy);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, console.resolve(entry.getName()));
            }
        }
    }

    private static ConsoleConfig config(Path folder) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ConsoleConfig.class)
                .withDefaultValue("millrace.console.data-dir", folder.toString())
                .withDefaultValue("millrace.console.database.backup.keep", "2")
                .addDiscoveredConverters()
                .build();
        return config.getConfigMapping(ConsoleConfig.class);
    }
}
