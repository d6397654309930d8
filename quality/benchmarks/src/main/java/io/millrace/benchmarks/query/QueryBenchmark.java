package io.millrace.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.year.YearPlan;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Asks every report of the library of a running process: {@code STANDALONE_JAR FOLDER [REPEATS [BOARD]]}. The first request of
 * each report after the start is the cold one; the others are warm. Filters and period are the same each time, so the process
 * must run without a cache of results for the warm figures to mean anything; the answer's own time is printed beside.
 */
final class QueryBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SESSIONS = 10;

    private final QueryClient client;
    private final int repeats;

    private QueryBenchmark(QueryClient client, int repeats) {
        this.client = client;
        this.repeats = repeats;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        int repeats = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        String only = arguments.length > 3 ? arguments[3] : "";
        YearPlan plan = YearPlan.standard();
        try (StandaloneProcess process = new YearInstallation(Path.of(arguments[0]), folder).start(plan)) {
            QueryBenchmark benchmark = new QueryBenchmark(new QueryClient(folder, process.port()), repeats);
            new Library()
                    .boards().stream()
                            .filter(board -> only.isEmpty() || board.id().equals(only))
                            .filter(board -> !board.id().equals("samples"))
                            .forEach(board -> benchmark.board(board.id(), plan));
            benchmark.timeline(plan);
        }
    }

    private void board(String id, YearPlan plan) {
        System.out.printf("%n| %s | cold ms | median ms | p95 ms | CPU ms | rows |%n|---|---|---|---|---|---|%n", id);
        Samples all = new Samples();
        Samples cold = new Samples();
        for (Panel panel : new Library()
                .board(id, "claudeCode").stream()
                        .flatMap(board -> board.panels().stream())
                        .toList()) {
            ObjectNode query = panel.query().deepCopy();
            query.put("from", plan.endExclusive().minusDays(30).toString());
            query.put("to", plan.endExclusive().toString());
            Samples warm = new Samples();
            int rows = 0;
            long cpu = 0;
            for (int i = 0; i <= repeats; i++) {
                cpu = i == 1 ? cpuMillis() : cpu;
                long started = System.nanoTime();
                rows = ask("/api/query", query).path("rows").size();
                (i == 0 ? cold : warm).add(System.nanoTime() - started);
            }
            all.addAll(warm);
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %d |%n",
                    panel.id(),
                    cold.last(),
                    warm.percentile(0.5),
                    warm.percentile(0.95),
                    (cpuMillis() - cpu) / repeats,
                    rows);
        }
        System.out.printf(
                "| **all** | %d (median) | %d | %d | | |%n",
                cold.percentile(0.5), all.percentile(0.5), all.percentile(0.95));
    }

    /** CPU time of the measured process, which is the only child of this one. */
    private static long cpuMillis() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .mapToLong(java.time.Duration::toMillis)
                .sum();
    }

    private void timeline(YearPlan plan) {
        System.out.printf("%n| timeline | median ms | p95 ms |%n|---|---|---|%n");
        timelines("its day known", plan, 2, plan.endExclusive().minusDays(2) + "T12:00:00Z");
        timelines("no time given, found in the second step (31 days)", plan, 2, "");
        timelines("no time given, found in the third step (400 days)", plan, 20, "");
    }

    /** Ten sessions of one day, each of them asked for a few times. */
    private void timelines(String name, YearPlan plan, int daysBack, String around) {
        ObjectNode sessions = JSON.createObjectNode()
                .put("formula", "claudeCode.logs.count()")
                .put("x", "sessionId")
                .put("from", plan.endExclusive().minusDays(daysBack + 1).toString())
                .put("to", plan.endExclusive().minusDays(daysBack - 1).toString())
                .put("limit", SESSIONS);
        sessions.putArray("sort").addObject().put("by", "value").put("descending", true);
        Samples samples = new Samples();
        for (JsonNode row : ask("/api/query", sessions).path("rows")) {
            ObjectNode request =
                    JSON.createObjectNode().put("session", row.path(0).asText());
            if (!around.isEmpty()) {
                request.put("around", around);
            }
            for (int i = 0; i < repeats; i++) {
                long started = System.nanoTime();
                int events = ask("/api/timeline", request).path("events").size();
                samples.add(System.nanoTime() - started);
                if (events == 0) {
                    throw new IllegalStateException("no timeline of " + request);
                }
            }
        }
        System.out.printf("| %s | %d | %d |%n", name, samples.percentile(0.5), samples.percentile(0.95));
    }

    private JsonNode ask(String path, JsonNode request) {
        try {
            return client.ask(path, request);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
