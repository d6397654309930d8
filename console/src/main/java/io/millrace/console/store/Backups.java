package io.millrace.console.store;

import io.millrace.console.ConsoleConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Copies the H2 file while the console goes on working: a folder of zip files, each holding the database as it was at one moment. An
 * H2 file that is copied from outside while it is in use may be torn.
 */
@Singleton
class Backups {
    private static final Logger LOG = Logger.getLogger(Backups.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'accounts-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);
    private static final long CHECKED_EVERY_SECONDS = 60;

    private final Database database;
    private final ConsoleConfig.Backup settings;
    private final Path folder;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private volatile @Nullable Future<?> checks;

    Backups(
            Database database,
            ConsoleConfig config,
            ScheduledExecutorService scheduler,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.settings = config.database().backup();
        this.folder =
                config.dataDir().toAbsolutePath().normalize().resolve("console").resolve("backups");
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (database.isH2() && !settings.interval().isZero()) {
            checks = scheduler.scheduleWithFixedDelay(
                    this::copyIfDue, CHECKED_EVERY_SECONDS, CHECKED_EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Future<?> running = checks;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** The copies, oldest first. */
    List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("accounts-\\w+\\.zip"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Makes a copy now and removes those that are too many. */
    Path copy() {
        Path file = folder.resolve(NAME.format(clock.instant()));
        Path unfinished = folder.resolve(file.getFileName() + ".next");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            database.read(db -> db.execute("backup to ?", unfinished.toString()));
            Files.move(unfinished, file);
            List<Path> all = all();
            for (Path old : all.subList(0, Math.max(0, all.size() - settings.keep()))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the accounts to " + file, e);
        }
        return file;
    }

    private void copyIfDue() {
        try {
            List<Path> all = all();
            if (all.isEmpty() || isOld(all.get(all.size() - 1))) {
                LOG.infof("accounts copied, file=%s", copy());
            }
        } catch (UncheckedIOException | JdbiException e) {
            LOG.errorf(e, "accounts not copied, trying again in %d s", CHECKED_EVERY_SECONDS);
        }
    }

    private boolean isOld(Path file) {
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            return Duration.between(made, clock.instant()).compareTo(settings.interval()) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
