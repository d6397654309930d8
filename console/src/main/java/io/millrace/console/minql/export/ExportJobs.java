package io.millrace.console.minql.export;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.report.ReportService.Exportable;
import io.millrace.console.query.ExportOutcome;
import io.millrace.console.query.ExportQueries;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.RunningQueries;
import io.millrace.console.query.http.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Exports that wait, run, or whose file is still there. They end with the process: files of an earlier one are removed. */
@Singleton
class ExportJobs {
    private static final Logger LOG = Logger.getLogger(ExportJobs.class);

    private final ExportQueries queries;
    private final RunningQueries running;
    private final MinqlConfig.Export config;
    private final Path folder;
    private final Clock clock;
    private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor threads;

    ExportJobs(
            ExportQueries queries,
            RunningQueries running,
            MinqlConfig config,
            ConsoleConfig console,
            @Identifier("console") Clock clock) {
        this.queries = queries;
        this.running = running;
        this.config = config.export();
        this.folder = this.config
                .directory()
                .orElseGet(() -> console.dataDir().resolve("exports"))
                .toAbsolutePath()
                .normalize();
        this.clock = clock;
        this.threads =
                (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(this.config.concurrent(), task -> {
                    Thread thread = new Thread(task, "console-export");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    void start(@Observes StartupEvent event) {
        removeAll();
        var unused = threads.scheduleWithFixedDelay(this::removeOld, 1, 1, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        jobs.values().forEach(this::cancel);
        threads.shutdownNow();
        removeAll();
    }

    /**
     * Begins an export as soon as a thread is free.
     *
     * @throws ProblemException 429 if the organization has too many
     */
    synchronized ExportJob submit(Caller caller, Exportable export, ExportFormat format) {
        long has = jobs.values().stream()
                .filter(job -> job.caller().organizationId().equals(caller.organizationId()))
                .count();
        if (has >= config.perOrganization()) {
            throw new ProblemException(Problem.of(
                    429,
                    "too-many-exports",
                    "Too many exports",
                    "Your organization has " + has + " exports; delete one, or wait until one is removed."));
        }
        String id = UUID.randomUUID().toString();
        ExportJob job = new ExportJob(id, caller, format, folder.resolve(id + "." + format.word()), clock.instant());
        jobs.put(id, job);
        threads.execute(() -> run(job, export));
        return job;
    }

    /** An export of the caller's organization that the caller has asked for. */
    Optional<ExportJob> find(Caller caller, String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.caller().organizationId().equals(caller.organizationId())
                        && job.caller().userId().equals(caller.userId()));
    }

    /** The caller's exports, the newest first. */
    List<ExportJob> list(Caller caller) {
        return jobs.values().stream()
                .filter(job -> find(caller, job.id()).isPresent())
                .sorted((a, b) -> b.createdAt().compareTo(a.createdAt()))
                .toList();
    }

    /** Ends an export and removes its file. */
    void remove(ExportJob job) {
        cancel(job);
        jobs.remove(job.id());
        delete(job.file());
    }

    private void cancel(ExportJob job) {
        job.cancelled(clock.instant());
        running.cancel(job.id(), job.caller());
    }

    private void run(ExportJob job, Exportable export) {
        if (!job.begins()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            ExportOutcome outcome = write(job, export);
            if (outcome instanceof ExportOutcome.Written written) {
                job.done(written.rows(), written.truncated(), clock.instant());
            } else if (outcome instanceof ExportOutcome.Failed failed) {
                job.failed(failed.problem(), clock.instant());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("export failed, id=" + job.id(), e);
            job.failed(
                    Problem.of(500, "export-failed", "The export failed", "It was logged. Trying again may help."),
                    clock.instant());
        }
        if (job.state() != ExportJob.State.DONE) {
            delete(job.file());
        }
    }

    private ExportOutcome write(ExportJob job, Exportable export) throws IOException {
        int limit = (int) Math.min(config.maxRows(), Integer.MAX_VALUE - 1);
        QueryRequest request =
                new QueryRequest(job.id(), job.caller(), export.statement(), Optional.of(export.range()), limit);
        if (job.format() == ExportFormat.PARQUET) {
            ExportOutcome outcome = queries.copy(request, config.timeout(), job.file(), job.progress());
            boolean tooLarge = Files.exists(job.file())
                    && Files.size(job.file()) > config.maxBytes().asLongValue();
            return tooLarge
                    ? new ExportOutcome.Failed(Problem.of(
                            507, "export-not-written", "The file cannot be written", "The export has too many bytes."))
                    : outcome;
        }
        try (RowFile file = new RowFile(
                job.file(), job.format(), export.columns(), config.maxBytes().asLongValue(), job::counts)) {
            ExportOutcome outcome = queries.write(request, config.timeout(), file);
            file.finish();
            return outcome;
        }
    }

    void removeOld() {
        Instant oldest = clock.instant().minus(config.kept());
        for (ExportJob job : jobs.values()) {
            Instant ended = job.endedAt();
            if (ended != null && ended.isBefore(oldest)) {
                remove(job);
            }
        }
    }

    /** Files are named by the console, so what is here is an export. */
    private void removeAll() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            files.filter(file -> ExportFormat.named(ending(file)).isPresent()).forEach(ExportJobs::delete);
        } catch (IOException e) {
            LOG.warnf("files of earlier exports not removed: %s", e.getMessage());
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove an export", e);
        }
    }
}
