package io.millrace.benchmarks.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * From a raw topic to an events topic of a real broker in this process, one partition: the pass-through that copies each raw
 * record as it is, and the same loop with splitting and the default policy between. Each in turn, several times. Arguments: raw
 * records, rounds.
 */
final class TopicPath {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final TopicPartition RAW = new TopicPartition(Topics.raw(Signal.LOGS), 0);
    private static final int RECORDS_PER_BODY = 100;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Splitter splitter =
            new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE);
    private final Treatment treatment = new Treatment(
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org")), Erasure.NONE);
    private final RawHeaders headers =
            new RawHeaders("org", "int", "key", 1_795_384_800_000L, RequestDigest.of("int", new byte[0]), 0, 1, null);
    private final String servers;
    private @Nullable SourcePosition last;

    private TopicPath(String servers) {
        this.servers = servers;
    }

    /** Runs both loops in turns and prints one line for each. */
    public static void main(String[] args) {
        int records = args.length > 0 ? Integer.parseInt(args[0]) : 3_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        try (TestBroker broker = TestBroker.fresh()) {
            TopicPath path = new TopicPath(broker.bootstrapServers());
            path.fill(records);
            for (int round = 0; round < rounds; round++) {
                path.run("pass-through", records, false);
                path.run("split and redact", records, true);
            }
        }
    }

    private void fill(int records) {
        List<byte[]> bodies = LogBatches.of(RECORDS_PER_BODY, 900, 1_150);
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < records; i++) {
                send(producer, RAW.topic(), bodies.get(i % bodies.size()));
            }
        }
    }

    private void run(String name, int records, boolean splits) {
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = 0;
        long sent = 0;
        try (Producer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(RAW));
            consumer.seekToBeginning(List.of(RAW));
            for (int done = 0; done < records; ) {
                for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(POLL)) {
                    sent += splits ? splitTo(producer, raw) : copyTo(producer, raw);
                    bytes += raw.value().length;
                    done++;
                }
            }
            producer.flush();
        }
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "%-18s %6.1f MB/s of raw bytes, %8.0f log records/s, %5.2f s, %5.2f s CPU of the loop, %d records sent%n",
                name, bytes / seconds / 1e6, records * RECORDS_PER_BODY / seconds, seconds, cpuSeconds, sent);
    }

    private int splitTo(Producer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> raw) {
        RawOrigin origin = new RawOrigin(headers, "topic", 0, 0, raw.offset());
        Split split = splitter.split(origin, Signal.LOGS, raw.value(), treatment, last);
        split.events().forEach(event -> send(producer, Topics.events(Signal.LOGS), event.json()));
        last = split.lastPosition();
        return split.events().size();
    }

    private static int copyTo(Producer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> raw) {
        send(producer, Topics.events(Signal.LOGS), raw.value());
        return 1;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush waits for all of them
    private static void send(Producer<byte[], byte[]> producer, String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, 0, null, value));
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "batch.size",
                        128 * 1024,
                        "linger.ms",
                        5,
                        "max.request.size",
                        4_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
