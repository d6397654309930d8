package io.millrace.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.FileRewriter;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.Progress;
import io.millrace.sink.maintenance.table.RewriteLimits;
import io.millrace.sink.maintenance.table.RowSelection;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.S3Server;
import io.millrace.testkit.store.TestTables;
import io.millrace.testkit.store.TrinoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that nobody here wrote reads the tables and answers as the console's engine does: files of the writer, which lack
 * columns, files that maintenance joined, and files that it wrote anew without a person's rows. Runs with {@code -Ptrino}.
 */
@EnabledIfSystemProperty(named = "millrace.trino.home", matches = ".+")
class SecondEngineIT {
    private static final PartitionKey PARTITION = new PartitionKey("events", 0);
    private static final int COMMITS = 5;
    private static final int ROWS_A_COMMIT = 400;
    private static final int USERS = 17;
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    private static final String QUESTION =
            "select name, count(*), sum(cost_usd), sum(input_tokens), sum(output_tokens),"
                    + " min(src_offset), max(src_offset), count(distinct user_email), sum(length(attributes))"
                    + " from %s group by name order by name";

    @TempDir
    private Path folder;

    @Test
    void givesTheSameCountsAndSumsOverALocalFolder() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                EventTables tables =
                        TestTables.open(postgres.settings(), Map.of("millrace.store.data-dir", folder.toString()))) {
            fill(tables);
            try (TrinoServer trino = TrinoServer.overFolder(postgres, "millrace")) {
                for (Signal signal : Signal.values()) {
                    assertThat(answers(trino, signal))
                            .as(signal.tableName())
                            .hasSize(3)
                            .isEqualTo(answersOfTheConsolesEngine(tables, signal))
                            .isEqualTo(expected());
                }
            }
        }
    }

    @Test
    void givesTheSameCountsAndSumsOverAnObjectStore() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                S3Server s3 = S3Server.start();
                EventTables tables = TestTables.open(postgres.settings(), s3.settings("second-engine"))) {
            fill(tables);
            try (TrinoServer trino = TrinoServer.overS3(postgres, "millrace", s3)) {
                for (Signal signal : Signal.values()) {
                    assertThat(answers(trino, signal)).as(signal.tableName()).isEqualTo(expected());
                }
            }
        }
    }

    private static List<String> answers(TrinoServer trino, Signal signal) {
        return trino.query(String.format(QUESTION, signal.tableName())).stream()
                .map(row -> row.stream().map(SecondEngineIT::number).collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<String> answersOfTheConsolesEngine(EventTables tables, Signal signal) throws Exception {
        String files = tables.snapshot(signal).files(ScanFilter.all()).stream()
                .map(file -> "'" + file.location() + "'")
                .collect(Collectors.joining(
                        ", ", "read_parquet([", "], hive_partitioning = false, union_by_name = true)"));
        List<String> answer = new ArrayList<>();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(QUESTION, files))) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(number(rows.getObject(column)));
                }
                answer.add(String.join(" ", row));
            }
        }
        return answer;
    }

    /** What was written and not removed: events of user 3 from before the last commit are gone. */
    private static List<String> expected() {
        List<String> answer = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            int nameOfKind = kind;
            List<Integer> offsets = IntStream.range(0, COMMITS * ROWS_A_COMMIT)
                    .filter(offset -> offset % 3 == nameOfKind)
                    .filter(offset -> offset % USERS != 3 || offset >= (COMMITS - 1) * ROWS_A_COMMIT)
                    .boxed()
                    .toList();
            answer.add("kind" + kind + " "
                    + Stream.of(
                                    offsets.size(),
                                    offsets.size() * 0.25,
                                    offsets.size() * 12,
                                    offsets.stream()
                                            .mapToInt(offset -> offset % 101)
                                            .sum(),
                                    offsets.get(0),
                                    offsets.get(offsets.size() - 1),
                                    USERS,
                                    offsets.size() * EventText.ATTRIBUTES.length())
                            .map(SecondEngineIT::number)
                            .collect(Collectors.joining(" ")));
        }
        return answer;
    }

    /** Engines give numbers in types of their own. */
    private static String number(Object value) {
        return value instanceof String ? value.toString() : Double.toString(Double.parseDouble(value.toString()));
    }

    private void fill(EventTables tables) throws Exception {
        for (Signal signal : Signal.values()) {
            for (int commit = 0; commit < COMMITS - 1; commit++) {
                commit(tables, signal, commit);
            }
            MaintainedTable target = MaintainedTable.open(
                            tables, signal, new Lease("test", Duration.ofMinutes(10), SOON), SOON)
                    .orElseThrow();
            assertThat(target.takeLease()).isTrue();
            FileRewriter rewriter =
                    new FileRewriter(new RewriteLimits(folder.resolve("work"), 256L << 20, 1, 1L << 30));
            JoinPolicy policy = new JoinPolicy(64 << 20, 16 << 20, 2, Duration.ofHours(1));
            assertThat(new FileJoin(rewriter, policy).run(target, Progress.NONE).rows())
                    .isEqualTo((COMMITS - 1L) * ROWS_A_COMMIT);
            RowSelection user = new RowSelection("d", "acme", null, "user_email", "u3@example.org", SOON.instant());
            assertThat(new CopyOnWrite(rewriter)
                            .run(target, List.of(user), Progress.NONE)
                            .rows())
                    .isPositive();
            new SnapshotExpiry(Duration.ofMinutes(15)).run(target, Progress.NONE);
            commit(tables, signal, COMMITS - 1);
        }
    }

    /** Every other commit has a column that the others lack. */
    private static void commit(EventTables tables, Signal signal, int commit) throws Exception {
        EventReader reader = new EventReader(signal);
        List<EventRow> rows = new ArrayList<>();
        for (int row = 0; row < ROWS_A_COMMIT; row++) {
            int offset = commit * ROWS_A_COMMIT + row;
            EventText event = EventText.event("raw", 0, offset, 0)
                    .with("user_email", "\"u" + offset % USERS + "@example.org\"")
                    .with("output_tokens", Integer.toString(offset % 101));
            EventText filled = commit % 2 == 0 ? event : event.with("session_id", "\"s\"");
            rows.add(reader.read(filled.text()
                    .replace("\"api_request\"", "\"kind" + offset % 3 + "\"")
                    .getBytes(StandardCharsets.UTF_8)));
        }
        @Nullable Mark before = commit == 0 ? null : Mark.startingAt((long) commit * ROWS_A_COMMIT);
        Mark next = Mark.startingAt((commit + 1L) * ROWS_A_COMMIT);
        new IcebergEventTable(tables, signal, Clock.systemUTC())
                .prepare(rows, Map.of(PARTITION, new Advance(before, next)))
                .attempt();
    }
}
