package io.millrace.sink.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.sink.event.EventText;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import io.millrace.testkit.store.TestTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a folder of tables for packaged sinks: sends chained events to both partitions and reads the table. */
final class SinkRig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final int REPEATED_ONE_IN = 10;

    private final TestBroker broker = TestBroker.fresh();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Map<String, String> store;
    private EventTables tables;
    private final Producer<byte[], byte[]> producer;
    private final Random random;
    private final int[] sent = new int[PARTITIONS];

    SinkRig(Path folder, Random random) {
        this(folder, random, Map.of());
    }

    /** The same over another store. */
    SinkRig(Path folder, Random random, Map<String, String> store) {
        this.folder = folder;
        this.random = random;
        this.store = store;
        tables = open();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Reads by another connection to the catalog from now on. */
    void reopenTables() {
        tables.close();
        tables = open();
    }

    /** A sink that is ready. */
    JarProcess launch(String name, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("MILLRACE_DATA_DIR", folder.resolve("data").toString());
        store.forEach((setting, value) ->
                environment.put(setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        JarProcess sink = JarProcess.launch(
                Path.of(System.getProperty("millrace.jar")), folder.resolve(name + ".log"), environment);
        sink.awaitReady();
        return sink;
    }

    /** Sends so many events, some of them again after their successors. */
    void send(int count) {
        for (int i = 0; i < count; i++) {
            int partition = i % PARTITIONS;
            int number = sent[partition]++;
            send(partition, number);
            if (number > 0 && random.nextInt(REPEATED_ONE_IN) == 0) {
                send(partition, random.nextInt(number));
            }
        }
        producer.flush();
    }

    /** Events that were sent, without repeats. */
    long sent() {
        return (long) sent[0] + sent[1];
    }

    /** Rows in the table's newest snapshot. */
    long rows() {
        return tables.snapshot(Signal.LOGS).files(ScanFilter.all()).stream()
                .mapToLong(SnapshotFile::rows)
                .sum();
    }

    /** Waits until the table has at least so many rows. */
    void awaitRows(long rows, JarProcess sink) {
        Eventually.until(rows + " rows", LIMIT, () -> {
            sink.checkAlive();
            return rows() >= rows;
        });
    }

    /** Waits until a sink holds so many rows that it has not committed. */
    void awaitHeld(int rows, JarProcess sink) {
        Eventually.until(rows + " rows held", LIMIT, () -> {
            sink.checkAlive();
            return gauge(sink, "millrace_sink_buffered_rows") == rows;
        });
    }

    /** How often each event is in the table, by partition and number. */
    Map<List<Object>, Integer> timesStored() {
        Map<List<Object>, Integer> times = new HashMap<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(
                        tables.load(Signal.LOGS).orElseThrow())
                .select("src_partition", "src_offset")
                .build()) {
            rows.forEach(row ->
                    times.merge(List.of(row.getField("src_partition"), row.getField("src_offset")), 1, Integer::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    /** Commits that added rows. */
    long commits() {
        return tables.load(Signal.LOGS).orElseThrow().history().size();
    }

    private EventTables open() {
        return TestTables.open(
                Map.of("millrace.store.data-dir", folder.resolve("data").toString()), store);
    }

    private double gauge(JarProcess sink, String name) {
        String sample = name + "{signal=\"logs\"} ";
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + "/q/metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(sample))
                    .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed; what does not arrive is missed in the table
    private void send(int partition, int number) {
        String event = EventText.event("raw", partition, number, 0)
                .chainedAfter(number == 0 ? null : "[0," + (number - 1) + ",0]")
                .text();
        producer.send(new ProducerRecord<>(Topics.events(Signal.LOGS), partition, null, event.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        producer.close();
        tables.close();
        broker.close();
    }
}
