package io.millrace.benchmarks.year;

import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Fills the event tables with a year, day by day on several threads, one commit for each table. */
public final class YearWriter {
    private final YearPlan plan;
    private final Owner owner;
    private final List<Developer> developers;

    /** A writer of this year for one organization. */
    public YearWriter(YearPlan plan, Owner owner) {
        this.plan = plan;
        this.owner = owner;
        this.developers = IntStream.range(0, plan.developers())
                .mapToObj(number -> Developer.of(plan.seed(), number))
                .toList();
    }

    /** Writes everything; the number of rows of each table. */
    public Map<Signal, Long> write(EventTables tables) {
        Map<Signal, Table> opened = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            opened.put(signal, tables.createOrLoad(signal));
        }
        List<Map<Signal, DataFile>> days = IntStream.range(0, plan.days())
                .parallel()
                .mapToObj(day -> writeDay(opened, plan.firstDay().plusDays(day)))
                .toList();
        Map<Signal, Long> rows = new EnumMap<>(Signal.class);
        opened.forEach((signal, table) -> {
            AppendFiles append = table.newAppend();
            for (Map<Signal, DataFile> day : days) {
                DataFile file = day.get(signal);
                if (file != null) {
                    append.appendFile(file);
                    rows.merge(signal, file.recordCount(), Long::sum);
                }
            }
            append.commit();
        });
        return rows;
    }

    private Map<Signal, DataFile> writeDay(Map<Signal, Table> tables, LocalDate day) {
        Map<Signal, List<TableRow>> rows = new EnumMap<>(Signal.class);
        Map<Signal, RowShape> shapes = new EnumMap<>(Signal.class);
        for (Developer developer : developers) {
            int index = 0;
            for (Sample sample : WorkDay.of(plan, developer, day)) {
                Signal signal = sample.signal();
                TableRow row = shapes.computeIfAbsent(signal, s -> new RowShape(s, owner, plan.temporality()))
                        .row(sample, developer.number() % 12, day.toEpochDay(), developer.number() * 100_000 + index++);
                rows.computeIfAbsent(signal, s -> new ArrayList<>()).add(row);
            }
        }
        Map<Signal, DataFile> files = new EnumMap<>(Signal.class);
        tables.forEach((signal, table) -> {
            List<TableRow> ofSignal = rows.getOrDefault(signal, List.of());
            if (!ofSignal.isEmpty()) {
                files.put(signal, new YearFiles(table, signal).write(ofSignal, (int) day.toEpochDay()));
            }
        });
        return files;
    }
}
