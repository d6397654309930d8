package io.millrace.benchmarks.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.year.Temporality;
import io.millrace.benchmarks.year.YearPlan;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Asks the reports over points of the overview board twice: of clients whose points are deltas, and of the same clients if
 * their points counted from the start of the process: {@code STANDALONE_JAR FOLDER [REPEATS]}. Without a cache of results.
 */
final class TemporalityBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TemporalityBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int repeats = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        System.out.println("| report | points | answer | cold ms | median ms | p95 ms |");
        System.out.println("|---|---|---|---|---|---|");
        for (Temporality temporality : Temporality.values()) {
            String name = temporality.name().toLowerCase(Locale.ROOT);
            Path folder = Path.of(arguments[1]).resolve(name);
            YearPlan plan = YearPlan.months(temporality);
            try (StandaloneProcess process = new YearInstallation(Path.of(arguments[0]), folder).start(plan)) {
                QueryClient client = new QueryClient(folder, process.port());
                for (Panel panel : panels()) {
                    report(client, panel, plan, name, repeats);
                }
            }
        }
    }

    private static List<Panel> panels() {
        return new Library()
                .board("overview", "claudeCode").orElseThrow().panels().stream()
                        .filter(panel -> panel.query().toString().contains(".metric("))
                        .toList();
    }

    private static void report(QueryClient client, Panel panel, YearPlan plan, String points, int repeats)
            throws IOException, InterruptedException {
        ObjectNode query = panel.query().deepCopy();
        query.put("from", plan.endExclusive().minusDays(30).toString());
        query.put("to", plan.endExclusive().toString());
        Samples cold = new Samples();
        Samples warm = new Samples();
        String answer = "";
        for (int i = 0; i <= repeats; i++) {
            long started = System.nanoTime();
            answer = JSON.writeValueAsString(client.ask("/api/query", query).path("rows"));
            (i == 0 ? cold : warm).add(System.nanoTime() - started);
        }
        System.out.printf(
                "| %s | %s | %s | %d | %d | %d |%n",
                panel.id(),
                points,
                answer.length() > 40 ? Integer.toHexString(answer.hashCode()) : answer,
                cold.last(),
                warm.percentile(0.5),
                warm.percentile(0.95));
    }
}
