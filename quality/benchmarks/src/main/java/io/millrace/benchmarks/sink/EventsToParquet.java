package io.millrace.benchmarks.sink;

import io.millrace.sink.commit.CommitPolicy;
import io.millrace.sink.commit.DeadLetters;
import io.millrace.sink.commit.EventLog;
import io.millrace.sink.commit.LogRecord;
import io.millrace.sink.commit.TableWriter;
import io.millrace.sink.commit.WriterPorts;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.kafka.ClientSettings;
import io.millrace.sink.kafka.KafkaEventLog;
import io.millrace.sink.table.IcebergEventTable;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.store.StoreSettings;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestFolders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Processor time of the whole process for each event: the floor, the sink without Kafka, and the sink reading a broker in another
 * process. Arguments: signal, events a round, rounds.
 */
final class EventsToParquet {
    private static final Duration FAR = Duration.ofDays(1);
    private static final long ROWS_A_COMMIT = 50_000;

    private final Signal signal;
    private final List<byte[]> events;
    private final Path folder;

    private EventsToParquet(Signal signal, List<byte[]> events, Path folder) {
        this.signal = signal;
        this.events = events;
        this.folder = folder;
    }

    /** Runs it and prints a line for each measurement. */
    public static void main(String[] arguments) throws IOException {
        Signal signal = Signal.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int rounds = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("millrace-benchmark");
        List<byte[]> events = CapturedEvents.chain(signal, Integer.parseInt(arguments[1]));
        EventsToParquet benchmark = new EventsToParquet(signal, events, folder);
        long jsonBytes = events.stream().mapToLong(event -> event.length).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %d events, %d bytes of JSON each%n",
                signal,
                events.size(),
                jsonBytes / events.size());
        try (BrokerProcess broker = BrokerProcess.start()) {
            benchmark.produce(broker.bootstrapServers());
            for (int round = 0; round <= rounds; round++) {
                String label = round == 0 ? "warm-up" : "round " + round;
                double floor = benchmark.micros(benchmark::floor);
                double sink = benchmark.micros(() -> benchmark.sink(new MemoryLog(events)));
                double kafka = benchmark.micros(() -> benchmark.fromKafka(broker.bootstrapServers()));
                System.out.printf(
                        Locale.ROOT,
                        "%s: floor %.2f us, sink %.2f us (%.2f of the floor), with Kafka %.2f us%n",
                        label,
                        floor,
                        sink,
                        sink / floor,
                        kafka);
            }
            System.out.printf(Locale.ROOT, "on disk: %d bytes a row%n", benchmark.bytesOnDisk() / events.size());
        } finally {
            TestFolders.delete(folder);
        }
    }

    /** Processor time a row, of all threads: compilation and garbage collection count. */
    private double micros(Work work) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        work.run();
        return (system.getProcessCpuTime() - before) / 1_000.0 / events.size();
    }

    private void floor() throws IOException {
        Path file = folder.resolve("floor-" + UUID.randomUUID() + ".parquet");
        new Floor(signal).write(events, file);
        Files.delete(file);
    }

    private void sink(EventLog log) {
        Path data = folder.resolve("data-" + UUID.randomUUID());
        try (EventTables tables = EventTables.open(StoreSettings.local(data))) {
            bring(log, tables);
        } finally {
            TestFolders.delete(data);
        }
    }

    private void bring(EventLog log, EventTables tables) {
        CountingObserver observer = new CountingObserver();
        TableWriter writer = new TableWriter(
                new WriterPorts(
                        log,
                        new IcebergEventTable(tables, signal, Clock.systemUTC()),
                        new NoDeadLetters(),
                        row -> false,
                        observer,
                        Clock.systemUTC()),
                new EventReader(signal),
                new CommitPolicy(FAR, Duration.ZERO, ROWS_A_COMMIT, Long.MAX_VALUE, FAR));
        while (observer.taken() < events.size()) {
            writer.step();
        }
        writer.drain();
        if (observer.rows() != events.size()) {
            throw new IllegalStateException("rows expected: " + events.size() + ", committed: " + observer.rows());
        }
    }

    private void fromKafka(String bootstrapServers) {
        Map<String, Object> settings = ClientSettings.consumer(
                Map.of("bootstrap.servers", bootstrapServers), "benchmark-" + UUID.randomUUID());
        try (KafkaEventLog log = KafkaEventLog.open(Topics.events(signal), settings)) {
            sink(log);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed
    private void produce(String bootstrapServers) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "compression.type", "zstd", "linger.ms", 50),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte[] event : events) {
                producer.send(new ProducerRecord<>(Topics.events(signal), 0, null, event));
            }
            producer.flush();
        }
    }

    private long bytesOnDisk() {
        Path data = folder.resolve("kept");
        try (EventTables tables = EventTables.open(StoreSettings.local(data))) {
            bring(new MemoryLog(events), tables);
            return tables.snapshot(signal).files(ScanFilter.all()).stream()
                    .mapToLong(SnapshotFile::sizeBytes)
                    .sum();
        }
    }

    /** Something to measure. */
    private interface Work {
        void run() throws IOException;
    }

    /** There are none. */
    private static final class NoDeadLetters implements DeadLetters {
        @Override
        public void put(LogRecord rejected, Reason reason, String description) {
            throw new IllegalStateException("a captured event was rejected: " + description);
        }

        @Override
        public void flush() {}

        @Override
        public void discard() {}
    }
}
