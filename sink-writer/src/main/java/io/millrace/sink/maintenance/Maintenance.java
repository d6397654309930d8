package io.millrace.sink.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.sink.kafka.SinkDirectory;
import io.millrace.store.EventTables;
import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Maintenance of this process, on one thread: what is due, and what operators ask for. */
@ApplicationScoped
class Maintenance {
    private static final Logger LOG = Logger.getLogger(Maintenance.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final MaintenanceConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Wishes wishes;
    private final MaintenanceParts parts;
    private final Deletions deletions;
    private final MaintenanceMetrics metrics;
    private final Schedule schedule;
    private final Runs runs = new Runs();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "maintenance"));
    private volatile boolean stopping;
    private @Nullable ScheduledFuture<?> ticks;

    Maintenance(
            MaintenanceConfig config,
            EventTables tables,
            SinkDirectory directory,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry) {
        this.config = config;
        this.wishes = new Wishes(config.retention().longestDays(), directory.state(), directory::isReady);
        this.parts = MaintenanceParts.of(config, tables, wishes, clock);
        this.deletions =
                new Deletions(wishes, new DeletionTopic(kafka), parts.maintainer()::open, TableLayout.LONGEST_WRITE);
        this.metrics = new MaintenanceMetrics(registry);
        this.schedule = new Schedule(config);
    }

    void start(@Observes StartupEvent event) {
        ConfigChecks.check(config);
        if (config.enabled()) {
            thread.execute(this::prepare);
            long millis = config.interval().toMillis();
            ticks = thread.scheduleWithFixedDelay(this::tick, Math.min(millis, 5_000), millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The run under way is cut off: the table is as before or as after. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        thread.shutdownNow(); // first: what is between two statements must not begin the next
        parts.rewriter().stop(STOP_LIMIT);
        try {
            if (thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                parts.rewriter().close();
            } else {
                LOG.warn(
                        "maintenance did not end in time; what it left is removed by the orphan sweep and the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has a run carried out soon.
     *
     * @return whether there was room for it
     */
    boolean submit(List<Run> wanted) {
        if (waiting.addAndGet(wanted.size()) > config.waitingRuns()) {
            waiting.addAndGet(-wanted.size());
            return false;
        }
        for (Run run : wanted) {
            runs.add(run);
            thread.execute(() -> {
                waiting.decrementAndGet();
                carryOut(run);
            });
        }
        return true;
    }

    Run newRun(Operation operation, Signal signal, boolean dryRun) {
        return new Run(operation, signal, dryRun, List.of(), clock);
    }

    Run newRestore(Signal signal, boolean dryRun, @Nullable String metadata) {
        return Run.restore(signal, dryRun, metadata, clock);
    }

    /** A dry run that counts the rows of a deletion before it is requested. */
    Run newCount(Deletion deletion, Signal signal) {
        return new Run(Operation.DELETIONS, signal, true, List.of(Wishes.selection(deletion)), clock);
    }

    Deletions deletions() {
        return deletions;
    }

    Runs runs() {
        return runs;
    }

    TableMaintainer maintainer() {
        return parts.maintainer();
    }

    Instant now() {
        return clock.instant();
    }

    /** What is wrong now, one sentence each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            parts.maintainer()
                    .halted(signal)
                    .ifPresent(why -> problems.add("table " + signal.tableName() + " is not as it should be " + why));
        }
        return problems;
    }

    private void prepare() {
        try {
            parts.rewriter().prepare();
        } catch (RuntimeException e) {
            LOG.warnf("folder of rewrites is not ready, each rewrite tries again: %s", e.getMessage());
        }
    }

    /** A task that throws is never called again, and nobody hears of it. */
    private void tick() {
        try {
            runWhatIsDue();
        } catch (Throwable e) {
            LOG.error("maintenance was cut short, the next look follows", e);
        }
    }

    private void runWhatIsDue() {
        for (Signal signal : Signal.values()) {
            for (Operation operation : schedule.take(signal, clock.instant())) {
                if (stopping) {
                    return;
                }
                if (parts.maintainer().halted(signal).isEmpty()) {
                    Run run = newRun(operation, signal, false);
                    runs.add(run);
                    carryOut(run);
                    if (run.isNothingNew()) {
                        runs.remove(run);
                    }
                }
            }
            look(signal);
        }
        finishDeletions();
    }

    private void finishDeletions() {
        try {
            if (!stopping && schedule.isDeletionsCheckDue(clock.instant())) {
                metrics.deletions(deletions.finish(), clock.instant());
            }
        } catch (Throwable e) { // an error must not end the schedule in silence
            LOG.warnf("it cannot be seen whether deletions are done: %s", e.getMessage());
        }
    }

    private void carryOut(Run run) {
        Instant begin = clock.instant();
        parts.maintainer().carryOut(run);
        metrics.ran(run, Duration.between(begin, clock.instant()), clock.instant());
    }

    private void look(Signal signal) {
        try {
            parts.maintainer()
                    .look(signal)
                    .ifPresent(state -> metrics.looked(
                            signal,
                            state.facts(),
                            parts.maintainer().halted(signal).isPresent()));
        } catch (Throwable e) { // an error must not end the schedule in silence
            LOG.warnf("table cannot be looked at, table=%s: %s", signal.tableName(), e.getMessage());
        }
    }
}
