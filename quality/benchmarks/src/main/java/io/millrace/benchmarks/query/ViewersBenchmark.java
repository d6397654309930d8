package io.millrace.benchmarks.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.year.YearPlan;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Sends telemetry at a steady rate, first alone, then while 20 viewers load the overview board one report after the other:
 * {@code STANDALONE_JAR FOLDER [SECONDS]}. Prints how long the sender waited for its 200.
 */
final class ViewersBenchmark {
    private static final int VIEWERS = 20;
    private static final int REQUESTS_PER_SECOND = 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean over;

    private ViewersBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
        try (StandaloneProcess process =
                new YearInstallation(Path.of(arguments[0]), folder).start(YearPlan.standard())) {
            new ViewersBenchmark().run(folder, process.port(), seconds);
        }
    }

    private void run(Path folder, int port, int seconds) throws IOException, InterruptedException {
        send(folder, port, 5);
        System.out.printf("| | requests | median ms | p95 ms | p99 ms |%n|---|---|---|---|---|%n");
        print("alone", send(folder, port, seconds));
        String memoryAlone = residentMemory("VmRSS");
        List<Thread> viewers = java.util.stream.IntStream.range(0, VIEWERS)
                .mapToObj(viewer -> new Thread(() -> view(folder, port)))
                .toList();
        viewers.forEach(Thread::start);
        print(VIEWERS + " viewers", send(folder, port, seconds));
        over = true;
        for (Thread viewer : viewers) {
            viewer.join();
        }
        System.out.printf(
                "%n%d reports answered, %d refused with 503; resident memory alone %s, at most %s%n",
                answered.get(), refused.get(), memoryAlone, residentMemory("VmHWM"));
    }

    /** Of the measured process, which is the only child of this one, as Linux tells it. */
    private static String residentMemory(String field) throws IOException {
        long pid = ProcessHandle.current().children().findFirst().orElseThrow().pid();
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("?");
        }
    }

    private static void print(String name, Samples samples) {
        System.out.printf(
                "| %s | %d | %d | %d | %d |%n",
                name, samples.size(), samples.percentile(0.5), samples.percentile(0.95), samples.percentile(0.99));
    }

    private Samples send(Path folder, int port, int seconds) throws IOException, InterruptedException {
        String settings = Files.readString(folder.resolve("settings.json"));
        String endpoint = between(settings, "/otlp/", "\"");
        String header = "Bearer " + between(settings, "Bearer ", "\"");
        Capture capture = Captures.all().stream()
                .filter(candidate ->
                        candidate.isJson() && candidate.signal() == Signal.LOGS && candidate.contentEncoding() == null)
                .max(java.util.Comparator.comparingInt(candidate -> candidate.sent().length))
                .orElseThrow();
        String body = new String(capture.body(), StandardCharsets.UTF_8);
        Samples waits = new Samples();
        long started = System.nanoTime();
        for (int i = 0; i < seconds * REQUESTS_PER_SECOND; i++) {
            long due = started + i * 1_000_000_000L / REQUESTS_PER_SECOND;
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/otlp/" + endpoint + "/v1/logs"))
                    .header("Authorization", header)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.replaceAll(
                            "\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\"", "\"" + UUID.randomUUID() + "\"")))
                    .build();
            long sent = System.nanoTime();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("ingestion answered " + status);
            }
            waits.add(System.nanoTime() - sent);
        }
        return waits;
    }

    private void view(Path folder, int port) {
        try {
            QueryClient client = new QueryClient(folder, port);
            YearPlan plan = YearPlan.standard();
            while (!over) {
                for (Panel panel : new Library()
                        .board("overview", "claudeCode")
                        .orElseThrow()
                        .panels()) {
                    ObjectNode query = panel.query().deepCopy();
                    query.put("from", plan.endExclusive().minusDays(30).toString());
                    query.put("to", plan.endExclusive().toString());
                    try {
                        client.ask("/api/query", query);
                        answered.incrementAndGet();
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                    }
                    if (over) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }
}
