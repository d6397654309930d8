package io.millrace.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An engine that nobody here wrote reads the tables and answers as the console's engine does. Runs with {@code -Ptrino}. */
@EnabledIfSystemProperty(named = "millrace.trino.home", matches = ".+")
class SecondEngineIT {
    private static final PartitionKey PARTITION = new PartitionKey("events", 0);
    private static final int COMMITS = 5;
    private static final int ROWS_A_COMMIT = 400;
    private static final String QUESTION =
            "select name, count(*), sum(cost_usd), sum(input_tokens), sum(output_tokens),"
                    + " min(src_offset), max(src_offset), count(distinct session_id), sum(length(attributes))"
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
                List<String> answer = answers(trino);

                assertThat(answer).hasSize(3).isEqualTo(ours(tables));
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
                List<List<Object>> counts = trino.query("select count(*), sum(input_tokens) from logs");

                assertThat(counts).containsExactly(List.of(COMMITS * ROWS_A_COMMIT, expectedTokens()));
            }
        }
    }

    private static List<String> answers(TrinoServer trino) {
        return trino.query(String.format(QUESTION, "logs")).stream()
                .map(row -> row.stream().map(SecondEngineIT::number).collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<String> ours(EventTables tables) throws Exception {
        String files = tables.snapshot(Signal.LOGS).files(ScanFilter.all()).stream()
                .map(file -> "'" + file.location() + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
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

    /** Engines give numbers in types of their own. */
    private static String number(Object value) {
        return value instanceof String ? value.toString() : Double.toString(Double.parseDouble(value.toString()));
    }

    private static int expectedTokens() {
        return 12 * COMMITS * ROWS_A_COMMIT;
    }

    private static void fill(EventTables tables) throws Exception {
        IcebergEventTable writer = new IcebergEventTable(tables, Signal.LOGS, Clock.systemUTC());
        EventReader reader = new EventReader(Signal.LOGS);
        @Nullable Mark reached = null;
        for (int commit = 0; commit < COMMITS; commit++) {
            List<EventRow> rows = new ArrayList<>();
            for (int row = 0; row < ROWS_A_COMMIT; row++) {
                int offset = commit * ROWS_A_COMMIT + row;
                rows.add(reader.read(EventText.event("raw", 0, offset, 0)
                        .with("session_id", "\"s" + offset % 17 + "\"")
                        .with("output_tokens", Integer.toString(offset % 101))
                        .text()
                        .replace("\"api_request\"", "\"kind" + offset % 3 + "\"")
                        .getBytes(StandardCharsets.UTF_8)));
            }
            Mark next = Mark.startingAt((commit + 1L) * ROWS_A_COMMIT);
            writer.prepare(rows, Map.of(PARTITION, new Advance(reached, next))).attempt();
            reached = next;
        }
    }
}
