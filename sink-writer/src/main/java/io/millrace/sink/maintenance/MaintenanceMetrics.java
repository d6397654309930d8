package io.millrace.sink.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.sink.maintenance.table.TableFacts;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every meter of maintenance. */
final class MaintenanceMetrics {
    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    MaintenanceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void looked(Signal signal, TableFacts facts, boolean isHalted) {
        gauge("rows", signal).set(facts.rows());
        gauge("files", signal).set(facts.files());
        gauge("bytes", signal).set(facts.bytes());
        gauge("small.files", signal).set(facts.smallFiles());
        gauge("pending.files", signal).set(facts.pendingFiles());
        gauge("pending.bytes", signal).set(facts.pendingBytes());
        gauge("snapshots", signal).set(facts.snapshots());
        gauge("manifests", signal).set(facts.manifests());
        gauge("metadata.bytes", signal).set(facts.metadataBytes());
        gauge("halted", signal).set(isHalted ? 1 : 0);
    }

    /** Deletions that are not done, and how long ago the oldest was to be. */
    void deletions(List<Deletions.Pending> pending, Instant now) {
        for (Deletions.Stage stage : Deletions.Stage.values()) {
            if (stage != Deletions.Stage.DONE) {
                gauges.computeIfAbsent(
                                "deletions/" + stage,
                                key -> registry.gauge(
                                        "millrace.maintenance.deletions",
                                        Tags.of("state", stage.word()),
                                        new AtomicLong()))
                        .set(pending.stream()
                                .filter(one -> one.stage() == stage)
                                .count());
            }
        }
        long oldest = pending.stream()
                .mapToLong(
                        one -> Math.max(0, Duration.between(one.through(), now).toSeconds()))
                .max()
                .orElse(0);
        gauges.computeIfAbsent(
                        "deletions.oldest",
                        key -> registry.gauge(
                                "millrace.maintenance.deletions.oldest.seconds", Tags.empty(), new AtomicLong()))
                .set(oldest);
    }

    void ran(Run run, Duration took, Instant now) {
        Tags tags = Tags.of(
                "signal", run.signal().wireName(), "operation", run.operation().word());
        registry.counter(
                        "millrace.maintenance.runs",
                        tags.and("outcome", run.state().name().toLowerCase(java.util.Locale.ROOT)))
                .increment();
        registry.timer("millrace.maintenance.run", tags).record(took);
        if (run.state() == Run.State.DONE) {
            gauges.computeIfAbsent(
                            "last/" + tags,
                            key -> registry.gauge("millrace.maintenance.last.run.seconds", tags, new AtomicLong()))
                    .set(now.getEpochSecond());
            run.result().forEach((what, count) -> {
                if (!run.dryRun() && count > 0 && run.operation() != Operation.RESTORE) {
                    registry.counter("millrace.maintenance.work", tags.and("what", what))
                            .increment((double) count);
                }
            });
        }
    }

    private AtomicLong gauge(String name, Signal signal) {
        return gauges.computeIfAbsent(
                name + "/" + signal,
                key -> registry.gauge(
                        "millrace.maintenance." + name, Tags.of("signal", signal.wireName()), new AtomicLong()));
    }
}
