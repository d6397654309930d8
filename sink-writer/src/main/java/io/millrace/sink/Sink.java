package io.millrace.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.sink.commit.CommitPolicy;
import io.millrace.sink.commit.TableWriter;
import io.millrace.sink.commit.WriterPorts;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.kafka.ClientSettings;
import io.millrace.sink.kafka.KafkaDeadLetters;
import io.millrace.sink.kafka.KafkaEventLog;
import io.millrace.sink.kafka.KafkaSettings;
import io.millrace.sink.kafka.SinkDirectory;
import io.millrace.sink.table.IcebergEventTable;
import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The three writers of this process, from its start to its end. */
@ApplicationScoped
class Sink {
    private static final Logger LOG = Logger.getLogger(Sink.class);
    private static final Duration IDLE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration DIRECTORY_LIMIT = Duration.ofSeconds(10);

    private final SinkConfig config;
    private final CommitSettings commits;
    private final KafkaSettings kafka;
    private final EventTables tables;
    private final Map<Signal, SinkMetrics> metrics = new EnumMap<>(Signal.class);
    private final Map<Signal, WriterThread> threads = new EnumMap<>(Signal.class);
    private final Clock clock = Clock.systemUTC();
    private final SinkDirectory directory;

    Sink(SinkConfig config, KafkaSettings kafka, EventTables tables, SinkDirectory directory, MeterRegistry registry) {
        this.config = config;
        this.commits = commits(config.commit());
        this.kafka = kafka;
        this.tables = tables;
        this.directory = directory;
        for (Signal signal : Signal.values()) {
            metrics.put(signal, new SinkMetrics(registry, signal));
        }
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            LOG.info("sink is off, nothing is written to the tables");
            return;
        }
        LOG.info(commits.expectation());
        commits.warnings().forEach(LOG::warn);
        metrics.forEach((signal, observer) -> {
            WriterThread thread = new WriterThread(
                    "sink-" + signal.wireName(), () -> running(signal, observer), new WriterWatch(observer, clock));
            threads.put(signal, thread);
            thread.start();
        });
    }

    void prepareToStop(@Observes ShutdownDelayInitiatedEvent event) {
        threads.values().forEach(WriterThread::stop);
    }

    /** Flush, commit, leave. */
    void stop(@Observes ShutdownEvent event) {
        threads.values().forEach(WriterThread::stop);
        Instant end = clock.instant().plus(config.drainTimeout());
        threads.forEach((signal, thread) -> {
            try {
                if (!thread.awaitEnd(Duration.between(clock.instant(), end))) {
                    LOG.warnf("writer did not end in time, signal=%s: its last batch is read again", signal);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The missing events of a signal's partitions that this process has. */
    Optional<Gaps> gaps(Signal signal) {
        return Optional.ofNullable(threads.get(signal)).map(WriterThread::gaps);
    }

    /** What is wrong now, one sentence each; empty if all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        threads.forEach((signal, thread) -> {
            String defect = thread.defect();
            if (defect != null) {
                problems.add(signal.wireName() + ": " + defect);
            }
            for (Gap gap : thread.gaps().open()) {
                if (gap.since().isBefore(clock.instant().minus(config.gapAlarmAfter()))) {
                    problems.add(signal.wireName() + ": an event is missing in partition " + gap.partition() + " since "
                            + gap.since() + ", records left out: " + gap.leftOut());
                }
            }
        });
        metrics.forEach((signal, observer) -> {
            if (observer.isStoreAway()) {
                problems.add(signal.wireName() + ": catalog or store does not answer");
            }
        });
        return problems;
    }

    private WriterThread.Running running(Signal signal, SinkMetrics observer) {
        if (!directory.awaitRead(DIRECTORY_LIMIT)) {
            throw new IllegalStateException("the directory topic, which says what was deleted, cannot be read yet");
        }
        KafkaEventLog log = KafkaEventLog.open(
                Topics.events(signal),
                ClientSettings.consumer(kafka.shared(), config.group() + "-" + signal.wireName()));
        KafkaDeadLetters deadLetters = new KafkaDeadLetters(signal, kafka.shared());
        IcebergEventTable table = new IcebergEventTable(tables, signal, clock);
        TableWriter writer = new TableWriter(
                new WriterPorts(
                        log, table, deadLetters, new DirectoryErasures(directory.state(), signal), observer, clock),
                new EventReader(signal),
                policy());
        return new WriterThread.Running(log, writer, deadLetters);
    }

    private CommitPolicy policy() {
        return new CommitPolicy(
                commits.interval(), commits.linger(), commits.maxRows(), commits.maxBytes(), IDLE_INTERVAL);
    }

    private static CommitSettings commits(SinkConfig.Commit commit) {
        int tables = Signal.values().length;
        return new CommitSettings(
                commit.interval(),
                commit.linger(),
                commit.maxRows(),
                commit.maxBuffered().asLongValue() / tables,
                tables);
    }
}
