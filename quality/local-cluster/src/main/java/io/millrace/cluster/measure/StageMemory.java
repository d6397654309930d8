package io.millrace.cluster.measure;

import io.millrace.cluster.LocalCluster;
import io.millrace.cluster.Plan;
import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.process.Member;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much memory each stage takes with the JVM settings of its container, and what raw bodies and events cost the broker: first
 * with few clients, so that each body is a batch of its own, then with as many as keep the machine busy, while a query runs now and then.
 * Arguments: the repository, an empty folder, seconds of each part. Start it with
 * {@code -Dmillrace.cluster.as-in-containers=true}.
 */
public final class StageMemory {
    private static final String BROKER = "broker-1";

    private StageMemory() {}

    /** Measures and prints tables. */
    public static void main(String... arguments) throws InterruptedException, IOException {
        Path folder = Path.of(arguments[1]);
        Duration each = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Plan plan = new Plan(
                Path.of(arguments[0]),
                System.getProperty("java.class.path"),
                Balancer.program().orElseThrow(),
                folder,
                folder.resolve("objects"),
                1,
                null);
        try (LocalCluster cluster = LocalCluster.start(plan)) {
            MillraceClient client = MillraceClient.of(cluster.firstStartFolder());
            Load load = new Load(client);
            Map<String, Footprint> idle = footprints(cluster);
            Map<String, Double> before = counts(cluster);
            load.run(2, Duration.ofMillis(20), each);
            settle(cluster);
            Map<String, Footprint> few = footprints(cluster);
            Map<String, Double> between = printDisks(cluster, folder, before);
            Thread queries = new Thread(() -> query(client), "queries");
            queries.setDaemon(true);
            queries.start();
            load.run(12, Duration.ZERO, each);
            queries.interrupt();
            settle(cluster);
            Map<String, Footprint> full = footprints(cluster);
            printMemory(idle, few, full);
            printBroker(idle, few, full, before, between, counts(cluster));
            System.out.printf("requests answered 200: %d, else: %d%n", load.sent(), load.refused());
        }
    }

    private static void query(MillraceClient client) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                client.number("select count(distinct session_id) from logs");
                Thread.sleep(1000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a query failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the normalizers have done what was sent. */
    private static void settle(LocalCluster cluster) throws InterruptedException, IOException {
        double last = -1;
        double now = counts(cluster).getOrDefault("raw records", 0.0);
        while (now > last) {
            last = now;
            Thread.sleep(3000);
            now = counts(cluster).getOrDefault("raw records", 0.0);
        }
    }

    private static Map<String, Footprint> footprints(LocalCluster cluster) {
        Map<String, Footprint> all = new TreeMap<>();
        for (Member member : cluster.members()) {
            all.put(member.name(), Footprint.of(member.pid()));
        }
        return all;
    }

    private static Map<String, Double> counts(LocalCluster cluster) throws IOException, InterruptedException {
        Map<String, Double> counts = new TreeMap<>();
        for (Member member : cluster.members()) {
            if (member.name().startsWith("ingest-gateway") || member.name().startsWith("normalizer")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(member.url() + "/q/metrics"))
                        .build();
                String text = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
                add(counts, "bytes", text, "millrace_gateway_bytes_accepted_total");
                add(counts, "records", text, "millrace_gateway_records_accepted_total");
                add(counts, "requests", text, "millrace_gateway_requests_accepted_total");
                add(counts, "raw records", text, "millrace_normalizer_raw_records_total");
            }
        }
        return counts;
    }

    private static void add(Map<String, Double> counts, String name, String text, String metric) {
        double sum = text.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        counts.merge(name, sum, Double::sum);
    }

    private static Map<String, Double> printDisks(LocalCluster cluster, Path folder, Map<String, Double> before)
            throws IOException, InterruptedException {
        Map<String, Double> after = counts(cluster);
        double bytes = grown(before, after, "bytes");
        double records = grown(before, after, "records");
        long raw = Footprint.logBytes(folder, "otlp.raw.");
        long events = Footprint.logBytes(folder, "otlp.events.");
        System.out.printf(
                "requests %.0f, records %.0f, bytes of bodies %.0f, %.0f a record%n",
                grown(before, after, "requests"), records, bytes, bytes / records);
        System.out.printf("raw topics %d bytes: a body to 1/%.1f%n", raw, bytes / raw);
        System.out.printf("events topics %d bytes: %.0f a record%n", events, events / records);
        return after;
    }

    /** The second part sends more in the same time: the difference is free of what a broker spends on nothing. */
    private static void printBroker(
            Map<String, Footprint> idle,
            Map<String, Footprint> few,
            Map<String, Footprint> full,
            Map<String, Double> before,
            Map<String, Double> between,
            Map<String, Double> after) {
        double first = grown(before, between, "records");
        double second = grown(between, after, "records");
        double firstCpu = cpu(few) - cpu(idle);
        double secondCpu = cpu(full) - cpu(few);
        System.out.printf(
                "broker: %.1f s for %.0f records, %.1f s for %.0f: %.1f us for each further one%n",
                firstCpu, first, secondCpu, second, (secondCpu - firstCpu) * 1e6 / (second - first));
    }

    private static double grown(Map<String, Double> before, Map<String, Double> after, String name) {
        return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
    }

    private static double cpu(Map<String, Footprint> all) {
        Footprint broker = all.get(BROKER);
        return broker == null ? 0 : broker.cpuSeconds();
    }

    private static void printMemory(
            Map<String, Footprint> idle, Map<String, Footprint> few, Map<String, Footprint> full) {
        System.out.println("| process | after its start (MB) | few clients | full load | the most |");
        System.out.println("|---|---|---|---|---|");
        full.forEach((name, now) -> System.out.printf(
                "| %s | %d | %d | %d | %d |%n",
                name, residentOf(idle, name), residentOf(few, name), now.residentMegabytes(), now.highestMegabytes()));
    }

    private static long residentOf(Map<String, Footprint> all, String name) {
        Footprint footprint = all.get(name);
        return footprint == null ? 0 : footprint.residentMegabytes();
    }
}
