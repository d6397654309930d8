package io.millrace.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.broker.TopicSetup;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import io.millrace.telemetry.topic.TopicPlan;
import io.millrace.telemetry.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * CPU per request of the gateway and of the floor, in turns within one run, over an embedded broker; then the gateway's
 * latency at half of its rate, and its memory. Prints Markdown.
 *
 * <p>Arguments: the gateway's {@code quarkus-run.jar}, sizes in bytes by comma, signals by comma, rounds, seconds a round,
 * then options for the JVMs of both servers.
 */
public final class GatewayBenchmark {
    private static final String PEPPER = "pepper of the benchmark, 16 bytes and more";
    private static final int CONNECTIONS = 16;
    private static final int PARTITIONS = 4;
    /** Of each server, before anything is measured: both must be compiled by then. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final String PATH = "/otlp/integration/v1/";
    private static final double MEGA = 1024.0 * 1024;

    private final ApiKey key = ApiKey.generate(new SecureRandom());
    private final Path folder;
    private final EmbeddedBroker broker;

    private GatewayBenchmark(Path folder) {
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder.resolve("broker"), Map.of("log.retention.bytes", "50000000"));
        TopicSetup.createMissing(broker.bootstrapServers(), TopicPlan.all(PARTITIONS, (short) 1));
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("millrace-benchmark");
        GatewayBenchmark benchmark = new GatewayBenchmark(folder);
        try {
            benchmark.publishDirectory();
            benchmark.run(args);
        } finally {
            benchmark.broker.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(String[] args) throws InterruptedException, ExecutionException {
        int rounds = Integer.parseInt(args[3]);
        Duration round = Duration.ofSeconds(Long.parseLong(args[4]));
        List<String> options = List.of(args).subList(5, args.length);
        try (ServerProcess floor = floor(options);
                ServerProcess gateway = gateway(args[0], options)) {
            awaitReady(gateway);
            System.out.println("| signal | body bytes | floor µs | gateway µs | ratio (lowest to highest) | requests/s"
                    + " | p50, p99 ms at half rate | gateway MB before, after |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            Duration warmUp = WARM_UP;
            for (String size : args[1].split(",", -1)) {
                for (String name : args[2].split(",", -1)) {
                    Signal signal = Signal.ofWireName(name).orElseThrow();
                    row(floor, gateway, signal, Bodies.of(signal, Integer.parseInt(size)), rounds, round, warmUp);
                    warmUp = round.multipliedBy(3);
                }
            }
            System.out.printf(
                    "%nresident memory of the gateway: %.0f MB now, %.0f MB at most%n",
                    gateway.residentBytes(false) / MEGA, gateway.residentBytes(true) / MEGA);
        }
    }

    private void row(
            ServerProcess floor,
            ServerProcess gateway,
            Signal signal,
            List<byte[]> bodies,
            int rounds,
            Duration round,
            Duration warmUp)
            throws InterruptedException, ExecutionException {
        LoadGenerator toFloor = load(floor, signal, bodies);
        LoadGenerator toGateway = load(gateway, signal, bodies);
        toFloor.run(CONNECTIONS, 0, warmUp);
        toGateway.run(CONNECTIONS, 0, warmUp);
        long residentBefore = gateway.residentBytes(false);
        List<Double> ofFloor = new ArrayList<>();
        List<Double> ofGateway = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            double floorMicros = micros(floor, toFloor, round, new ArrayList<>());
            double gatewayMicros = micros(gateway, toGateway, round, rates);
            ofFloor.add(floorMicros);
            ofGateway.add(gatewayMicros);
            ratios.add(gatewayMicros / floorMicros);
            System.err.printf("round %d: floor %.0f, gateway %.0f%n", i, floorMicros, gatewayMicros);
        }
        ratios.sort(null);
        double rate = median(rates);
        LoadGenerator.Result half = toGateway.run(CONNECTIONS, rate / 2, round);
        System.out.printf(
                "| %s | %d | %.0f | %.0f | %.2f (%.2f to %.2f) | %.0f | %.1f, %.1f%s | %.0f, %.0f |%n",
                signal.wireName(),
                bodies.get(0).length,
                median(ofFloor),
                median(ofGateway),
                median(ratios),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                rate,
                half.percentileMillis(0.5),
                half.percentileMillis(0.99),
                half.failed() == 0 ? "" : ", failed " + half.failed(),
                residentBefore / MEGA,
                gateway.residentBytes(false) / MEGA);
    }

    private static double micros(ServerProcess server, LoadGenerator load, Duration round, List<Double> rates)
            throws InterruptedException, ExecutionException {
        long before = server.cpuNanos();
        LoadGenerator.Result result = load.run(CONNECTIONS, 0, round);
        if (result.failed() > 0) {
            System.out.println("failed: " + result.failed());
        }
        rates.add(result.perSecond());
        return (server.cpuNanos() - before) / 1e3 / result.ok();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private LoadGenerator load(ServerProcess server, Signal signal, List<byte[]> bodies) {
        return new LoadGenerator(server.port(), PATH + signal.wireName(), "Bearer " + key.text(), bodies);
    }

    private static void awaitReady(ServerProcess gateway) throws InterruptedException, ExecutionException {
        for (int i = 0; i < 100; i++) {
            LoadGenerator probe =
                    new LoadGenerator(gateway.port(), "/q/health/ready", "", List.of("{}".getBytes(UTF_8)));
            if (probe.run(1, 10, Duration.ofMillis(300)).failed() == 0) {
                return;
            }
        }
        throw new IllegalStateException("the gateway does not become ready");
    }

    private ServerProcess floor(List<String> options) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:MaxDirectMemorySize=96m"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FloorServer.class.getName(),
                Integer.toString(port),
                broker.bootstrapServers(),
                "Bearer " + key.text()));
        return ServerProcess.start(port, command, Map.of(), folder.resolve("floor.log"));
    }

    private ServerProcess gateway(String jar, List<String> options) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:MaxDirectMemorySize=96m"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar));
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "MILLRACE_KEY_PEPPER",
                PEPPER,
                "QUARKUS_SHUTDOWN_DELAY",
                "0S");
        return ServerProcess.start(port, command, environment, folder.resolve("gateway.log"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed, and the gateway would not become ready
    private void publishDirectory() {
        List<DirectoryRecord> records = List.of(
                new DirectoryRecord.Organization("org", "Benchmark", true, Quota.NONE),
                new DirectoryRecord.User("user", "org", Role.OWNER, true),
                new DirectoryRecord.Integration(
                        "integration", "org", "bench", "Benchmark", true, RedactionPolicy.DEFAULT, Quota.NONE, null),
                new DirectoryRecord.Key(
                        key.id(),
                        "org",
                        "user",
                        KeyType.INGEST,
                        new KeyDigest(PEPPER.getBytes(UTF_8)).hex(key),
                        null,
                        null,
                        false,
                        Quota.NONE));
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            records.forEach(record -> producer.send(
                    new ProducerRecord<>(Topics.DIRECTORY, DirectoryJson.key(record), DirectoryJson.write(record, 1))));
            producer.send(new ProducerRecord<>(
                    Topics.DIRECTORY, DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(1)));
        }
    }
}
