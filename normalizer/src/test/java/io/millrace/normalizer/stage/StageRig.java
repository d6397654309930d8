package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker of its own for packaged stages: sends requests to both partitions of the raw logs and checks what came of them. */
final class StageRig implements AutoCloseable {
    static final int REQUESTS_AT_ONCE = 3_000;
    private static final int RECORDS_PER_REQUEST = 4;
    private static final int REPEATED_ONE_IN = 10;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<TopicPartition> EVENTS = Stream.of(0, 1)
            .map(partition -> new TopicPartition(Topics.events(Signal.LOGS), partition))
            .toList();

    private final TestBroker broker = TestBroker.fresh();
    private final Producer<byte[], byte[]> producer = producer(broker);
    private final Consumer<byte[], byte[]> events = consumer(broker);
    private final Path folder;
    private final Random random;
    private int requests;

    /** A broker with an empty directory. */
    StageRig(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        send(new ProducerRecord<>(Topics.DIRECTORY, DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(1)));
    }

    /** A stage that has just been started. */
    JarProcess launch(String name) {
        return JarProcess.launch(
                Path.of(System.getProperty("millrace.jar")),
                folder.resolve(name + ".log"),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "MILLRACE_KEY_PEPPER",
                        "0123456789abcdef"));
    }

    /** Sends requests without waiting; some come twice. */
    void sendSome(int count) {
        for (int i = 0; i < count; i++) {
            int request = requests++;
            int partition = request % EVENTS.size();
            sendRequest(partition, "request" + request, RECORDS_PER_REQUEST);
            if (random.nextInt(REPEATED_ONE_IN) == 0) {
                sendRequest(partition, "request" + request, RECORDS_PER_REQUEST);
            }
        }
    }

    /** Waits for so many events more at random, at most three quarters of those that this many requests give. */
    void awaitSome(JarProcess stage, int ofRequests) {
        long enough = count() + random.nextInt(ofRequests * RECORDS_PER_REQUEST * 3 / 4);
        Eventually.until("some events", LIMIT, () -> {
            stage.checkAlive();
            return count() >= enough;
        });
    }

    /** Sends the last request of each partition and waits for its event. */
    void finish(JarProcess stage) {
        EVENTS.forEach(partition -> sendRequest(partition.partition(), "end", 1));
        Set<TopicPartition> open = new HashSet<>(EVENTS);
        events.seekToBeginning(EVENTS);
        Eventually.until("the last events", LIMIT, () -> {
            stage.checkAlive();
            events.poll(POLL).forEach(event -> {
                if (new String(event.value(), UTF_8).contains("\"end0\"")) {
                    open.remove(new TopicPartition(event.topic(), event.partition()));
                }
            });
            return open.isEmpty();
        });
    }

    /** Every record that was sent is in the events, in order, without a gap, and once after the sink's rule. */
    Result check() throws IOException {
        int records = 0;
        int repeats = 0;
        for (TopicPartition partition : EVENTS) {
            int number = partition.partition();
            List<String> sent = EventChain.sent(
                    broker.bootstrapServers(), Signal.LOGS, number, "/resourceLogs/0/scopeLogs/0/logRecords");
            EventChain.Kept kept = EventChain.kept(broker.bootstrapServers(), Signal.LOGS, number);
            assertThat(kept.names()).as("partition %d", number).isEqualTo(sent);
            records += sent.size();
            repeats += kept.repeats();
        }
        assertThat(records).isEqualTo(requests * RECORDS_PER_REQUEST + EVENTS.size());
        return new Result(records, repeats);
    }

    private long count() {
        return events.endOffsets(EVENTS).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void sendRequest(int partition, String name, int records) {
        String list = IntStream.range(0, records)
                .mapToObj(i -> "{\"eventName\":\"" + name + i + "\",\"body\":{\"stringValue\":\"text\"}}")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + list + "]}]}]}").getBytes(UTF_8);
        RequestDigest digest = RequestDigest.of("int1-" + partition, body);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(Topics.raw(Signal.LOGS), partition, digest.toKey(), body);
        new RawHeaders("org1", "int1", "key1", System.currentTimeMillis(), digest, 0, 1, null)
                .writeTo(message.headers());
        send(message);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is missed at the end
    private void send(ProducerRecord<byte[], byte[]> message) {
        producer.send(message);
    }

    private static Producer<byte[], byte[]> producer(TestBroker broker) {
        return new KafkaProducer<>(
                // one request at a time: see KafkaSettings
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> consumer(TestBroker broker) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(EVENTS);
        return consumer;
    }

    @Override
    public void close() {
        events.close();
        producer.close();
        broker.close();
    }

    /**
     * What a run came to.
     *
     * @param records records that were sent
     * @param repeats events that were emitted again and dropped by the sink's rule
     */
    record Result(int records, int repeats) {}
}
