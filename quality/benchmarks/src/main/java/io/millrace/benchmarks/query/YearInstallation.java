package io.millrace.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmarks.year.Owner;
import io.millrace.benchmarks.year.YearPlan;
import io.millrace.benchmarks.year.YearWriter;
import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A data folder that holds the year: made at the first use, taken as it is afterwards. */
final class YearInstallation {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path jar;
    private final Path folder;

    YearInstallation(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** Makes the year if it is not there, and starts the process over it. */
    StandaloneProcess start(YearPlan plan) throws IOException, InterruptedException {
        Path done = folder.resolve("year-is-complete");
        if (!Files.exists(done)) {
            Owner owner = firstStart();
            long started = System.nanoTime();
            try (EventTables tables = EventTables.open(StoreSettings.local(folder))) {
                System.out.printf(
                        "%s rows written in %d s%n",
                        new YearWriter(plan, owner).write(tables), (System.nanoTime() - started) / 1_000_000_000);
            }
            Files.createFile(done);
        }
        return StandaloneProcess.start(jar, folder);
    }

    /** Accounts, and a row in each table, so that the year is written beside rows that came the usual way. */
    private Owner firstStart() throws IOException, InterruptedException {
        try (StandaloneProcess process = StandaloneProcess.start(jar, folder)) {
            MillraceClient client = MillraceClient.of(folder);
            Set<Signal> missing = EnumSet.allOf(Signal.class);
            for (Capture capture : Captures.all()) {
                if (capture.isJson() && missing.remove(capture.signal())) {
                    client.send(capture);
                }
            }
            for (Signal signal : Signal.values()) {
                Eventually.until(signal + " stored", LIMIT, () -> count(client, signal) > 0);
            }
            JsonNode ids = client.sql("select org_id, integration_id from logs limit 1")
                    .path(0);
            process.stop();
            return new Owner(ids.path(0).asText(), ids.path(1).asText());
        }
    }

    private static long count(MillraceClient client, Signal signal) {
        try {
            return client.number("select count(*) from " + signal.tableName());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
