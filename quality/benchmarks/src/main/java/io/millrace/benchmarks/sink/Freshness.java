package io.millrace.benchmarks.sink;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.TestFolders;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Time from the answer 200 until a query sees the record, in the one-process form. One request at a time, at random moments of
 * the commit interval. Arguments: the runnable jar, number of requests.
 */
final class Freshness {
    private static final int LONGEST_PAUSE_MILLIS = 400;
    private static final double NANOS_A_MILLI = 1e6;

    private Freshness() {}

    /** Runs it and prints median, 95th and 99th percentile. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millrace-freshness");
        int requests = Integer.parseInt(arguments[1]);
        try (StandaloneProcess process = StandaloneProcess.start(Path.of(arguments[0]), folder.resolve("data"))) {
            MillraceClient client = MillraceClient.of(folder.resolve("data"));
            measure(client, requests / 10, "warm");
            List<Double> millis = measure(client, requests, "run");
            millis.sort(Double::compare);
            System.out.printf(
                    Locale.ROOT,
                    "visible after 200: median %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms, %d requests, port"
                            + " %d%n",
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 95 / 100),
                    millis.get(millis.size() * 99 / 100),
                    millis.get(millis.size() - 1),
                    millis.size(),
                    process.port());
        } finally {
            TestFolders.delete(folder);
        }
    }

    private static List<Double> measure(MillraceClient client, int requests, String prefix)
            throws IOException, InterruptedException {
        Random random = new Random(1);
        Map<String, Long> waiting = new HashMap<>();
        List<Double> millis = new ArrayList<>();
        int sent = 0;
        long nextSend = System.nanoTime();
        while (millis.size() < requests) {
            if (sent < requests && System.nanoTime() >= nextSend) {
                String session = prefix + "-" + sent++;
                if (client.send(request(session)).statusCode() != 200) {
                    throw new IOException("the request was not taken");
                }
                waiting.put(session, System.nanoTime());
                nextSend = System.nanoTime() + random.nextInt(LONGEST_PAUSE_MILLIS) * 1_000_000L;
            }
            JsonNode rows = client.sql("select session_id from logs where session_id like '" + prefix + "-%'");
            long seen = System.nanoTime();
            for (JsonNode row : rows) {
                Long answered = waiting.remove(row.get(0).asText());
                if (answered != null) {
                    millis.add((seen - answered) / NANOS_A_MILLI);
                }
            }
        }
        return millis;
    }

    private static Capture request(String session) {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1795384800000000000\","
                + "\"body\":{\"stringValue\":\"hello\"},\"attributes\":[{\"key\":\"session.id\",\"value\":{\"stringValue\":\""
                + session + "\"}}]}]}]}]}";
        return new Capture(
                "made", session, Signal.LOGS, "application/json", null, false, body.getBytes(StandardCharsets.UTF_8));
    }
}
