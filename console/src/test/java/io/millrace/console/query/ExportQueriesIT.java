package io.millrace.console.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.ExportOutcome.Written;
import io.millrace.console.query.QueryAnswer.ResultColumn;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportQueriesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of(".");

    private @Nullable ExportQueries exports;

    @BeforeEach
    void writeEventsOfTwoOrganizations() {
        EventFiles files = new EventFiles(folder);
        files.write(
                Signal.LOGS,
                List.of(
                        QueryFixture.event(Signal.LOGS, QueryFixture.ORGANIZATION, 0, "a"),
                        QueryFixture.event(Signal.LOGS, QueryFixture.ORGANIZATION, 1, "b"),
                        QueryFixture.event(Signal.LOGS, QueryFixture.OTHER_ORGANIZATION, 2, "theirs")));
        exports = new ExportQueries(
                files, new MetricPoints(), new RunningQueries(), QueryFixture.limits(folder, LIMIT), null);
    }

    @Test
    void writesAParquetFileWithTheRowsOfTheCallerAlone() throws SQLException {
        Path file = folder.resolve("export.parquet");

        ExportOutcome outcome =
                exports().copy(request("SELECT name FROM logs WHERE name <> ?", 10), LIMIT, file, new ExportProgress());

        assertThat(outcome).isEqualTo(new Written(2, false));
        assertThat(names(file)).containsExactly("a", "b");
    }

    @Test
    void writesRowsUpToTheLimitAndSaysThatThereAreMore() {
        List<Object> written = new ArrayList<>();

        ExportOutcome outcome =
                exports().write(request("SELECT name FROM logs WHERE name <> ? ORDER BY 1", 1), LIMIT, target(written));

        assertThat(outcome).isEqualTo(new Written(1, true));
        assertThat(written).containsExactly(List.of("a"));
    }

    @Test
    void saysWhyThereIsNoFile() {
        ExportOutcome outcome = exports()
                .write(request("SELECT nothing FROM logs WHERE name <> ?", 1), LIMIT, target(new ArrayList<>()));

        assertThat(outcome).isInstanceOf(ExportOutcome.Failed.class);
    }

    private ExportQueries exports() {
        return java.util.Objects.requireNonNull(exports);
    }

    private static QueryRequest request(String sql, int limit) {
        return new QueryRequest(
                "export",
                QueryFixture.CALLER,
                new Statement(sql, List.of("x"), Set.of(Signal.LOGS)),
                Optional.empty(),
                limit);
    }

    private static RowTarget target(List<Object> written) {
        return new RowTarget() {
            @Override
            public void columns(List<ResultColumn> columns) {
                assertThat(columns).extracting(ResultColumn::name).containsExactly("name");
            }

            @Override
            public void row(List<? extends @Nullable Object> values) {
                written.add(values);
            }
        };
    }

    private static List<String> names(Path file) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM '" + file + "' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
