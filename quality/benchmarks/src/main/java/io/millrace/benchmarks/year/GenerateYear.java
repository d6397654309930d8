package io.millrace.benchmarks.year;

import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.util.Map;

/** Writes the standard year into a data folder: {@code FOLDER ORGANIZATION_ID INTEGRATION_ID [PROMPTS_PER_DAY [DAYS]]}. */
final class GenerateYear {
    private GenerateYear() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        YearPlan standard = YearPlan.standard();
        double prompts = arguments.length > 3 ? Double.parseDouble(arguments[3]) : standard.promptsPerDay();
        int days = arguments.length > 4 ? Integer.parseInt(arguments[4]) : standard.days();
        YearPlan plan = new YearPlan(
                standard.seed(), standard.developers(), standard.firstDay(), days, prompts, standard.temporality());
        long started = System.nanoTime();
        try (EventTables tables = EventTables.open(StoreSettings.local(folder))) {
            Map<Signal, Long> rows = new YearWriter(plan, new Owner(arguments[1], arguments[2])).write(tables);
            System.out.println(rows + " rows in " + (System.nanoTime() - started) / 1_000_000 + " ms");
        }
    }
}
