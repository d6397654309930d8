package io.millrace.console.minql.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.Dialect;
import io.millrace.console.minql.compile.Fragment;
import io.millrace.console.minql.compile.FunctionCases;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.drill.TimelineRuns;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.minql.report.ReportRequest.Options;
import io.millrace.console.query.ExportOutcome;
import io.millrace.console.query.ExportProgress;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.trino.jdbc.TrinoDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Formulas, functions and reports give the same in both engines over the same tables. Runs with {@code -Ptrino}. */
@EnabledIfSystemProperty(named = "millrace.trino.home", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BothEnginesIT {
    private static final Period DECADE =
            new Period(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecursiveComparisonConfiguration ALIKE = RecursiveComparisonConfiguration.builder()
            .withIgnoredFields("elapsedMs")
            .withComparatorForType(BothEnginesIT::compare, Double.class)
            .withStrictTypeChecking(true)
            .build();

    private final CaptureFacts facts = new CaptureFacts();

    @TempDir
    static Path folder = Path.of(".");

    private @Nullable TwoEngines engines;

    @BeforeAll
    void start() {
        engines = TwoEngines.start(folder, facts);
    }

    @AfterAll
    void stop() {
        if (engines != null) {
            engines.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> giveTheNumbersOfTheCaptures() {
        return new CaptureFormulas(facts)
                .all().stream()
                        .map(example -> DynamicTest.dynamicTest("formula " + example.id(), () -> {
                            ReportAnswer total = same(TwoEngines.OF_CAPTURES, request(example.formula(), "", ""));
                            ReportAnswer keyed = same(
                                    TwoEngines.OF_CAPTURES,
                                    request(example.formula(), example.x(), example.breakdown()));

                            Object value = total.rows().get(0).get(0);
                            Double expected = example.expected();
                            if (expected == null) {
                                assertThat(value).isNull();
                            } else {
                                assertThat(((Number) requireNonNull(value)).doubleValue())
                                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
                            }
                            assertThat(keyed.columns()).hasSize(example.columns());
                        }));
    }

    @TestFactory
    Stream<DynamicTest> giveTheValuesOfTheFunctions() {
        return FunctionCases.all().stream()
                .filter(given -> !given.isError())
                .map(given -> DynamicTest.dynamicTest(
                        given.formula(),
                        () -> assertThat(value(given.select(Dialect.TRINO))).isEqualTo(given.expected())));
    }

    @TestFactory
    Stream<DynamicTest> giveTheSameReports() throws IOException {
        try (var lines = requireNonNull(BothEnginesIT.class.getResourceAsStream("both-engines.jsonl"))) {
            return new String(lines.readAllBytes(), UTF_8)
                            .lines()
                            .map(line -> DynamicTest.dynamicTest(line, () -> {
                                var body = JSON.readTree(line).<ObjectNode>deepCopy();
                                if (!body.has("from")) {
                                    body.put("from", "2026-10-01").put("to", "2026-12-01");
                                }
                                same(
                                        TwoEngines.OF_MIXED,
                                        new ReportReader(CLOCK)
                                                .read(body, body.path("limit").asInt(5000)));
                            }))
                            .toList()
                            .stream();
        }
    }

    @Test
    void giveTheSameRowsBehindAMark() throws IOException {
        String report = "{\"formula\":\"claudeCode.event('api_request').sum(costUsd)\",\"interval\":\"day\","
                + "\"breakdown\":[\"model\"],\"from\":\"2026-10-01\",\"to\":\"2026-12-01\"";
        List<List<@Nullable Object>> marks = engines()
                .embedded()
                .run(TwoEngines.OF_MIXED, "q", new ReportReader(CLOCK).read(JSON.readTree(report + "}"), 50))
                .rows();
        for (List<@Nullable Object> mark : marks.subList(0, 5)) {
            ObjectNode request = (ObjectNode) JSON.readTree(report + "}");
            ObjectNode place = request.putObject("mark");
            place.set("x", JSON.valueToTree(mark.get(0)));
            place.putArray("breakdown").add(JSON.<JsonNode>valueToTree(mark.get(1)));
            request.putArray("columns")
                    .add("time")
                    .add("eventId")
                    .add("costUsd")
                    .add("day(time)");

            RowsAnswer embedded = engines().service(engines().engine()).rows(TwoEngines.OF_MIXED, "q", request);
            RowsAnswer trino = engines().service(engines().engine(TIMEOUT)).rows(TwoEngines.OF_MIXED, "q", request);

            assertThat(trino).usingRecursiveComparison(ALIKE).isEqualTo(embedded);
            assertThat(trino.rows()).isNotEmpty();
        }
    }

    @Test
    void giveTheSameTimeline() {
        Instant now = Instant.parse("2026-12-01T00:00:00Z");
        for (String session : List.of("s1", "s2", "s3", "no such session")) {
            var embedded = TimelineRuns.ofSession(engines().engine(), TwoEngines.OF_MIXED, session, now);
            var trino = TimelineRuns.ofSession(engines().engine(TIMEOUT), TwoEngines.OF_MIXED, session, now);

            assertThat(trino).usingRecursiveComparison(ALIKE).isEqualTo(embedded);
            assertThat(trino.get(0).isEmpty()).isEqualTo(session.startsWith("no"));
        }
    }

    @Test
    void showNobodyTheEventsOfOthers() {
        Caller stranger = new Caller(
                "org-x", "user-3", TwoEngines.OF_MIXED.role(), KeyType.QUERY, TwoEngines.OF_MIXED.integrations());
        ReportRequest all = request("claudeCode.count()", "", "");

        List<Double> counts = Stream.of(TwoEngines.OF_CAPTURES, TwoEngines.OF_MIXED, stranger)
                .map(caller -> (Double) same(caller, all).rows().get(0).get(0))
                .toList();

        assertThat(counts.get(0)).isPositive();
        assertThat(counts.get(1)).isPositive().isNotEqualTo(counts.get(0));
        assertThat(counts.get(2)).isZero();
    }

    @Test
    void stopALongQueryWhenItsTimeIsOver() {
        QueryOutcome outcome = engines().engine(Duration.ofSeconds(2)).run(endless("long"));

        assertThat(problem(outcome).kind()).isEqualTo("query-timeout");
        assertThat(problem(outcome).status()).isEqualTo(408);
        engines().awaitRunning(0);
    }

    @Test
    void stopAQueryThatIsCancelled() {
        CompletableFuture<QueryOutcome> outcome =
                CompletableFuture.supplyAsync(() -> engines().engine(TIMEOUT).run(endless("unwanted")));
        engines().awaitRunning(1);

        assertThat(engines().running().cancel("unwanted", TwoEngines.OF_CAPTURES))
                .isFalse();
        assertThat(engines().running().cancel("unwanted", TwoEngines.OF_MIXED)).isTrue();

        assertThat(problem(outcome.join()).kind()).isEqualTo("query-cancelled");
        engines().awaitRunning(0);
    }

    @Test
    void sayThatTheServerIsAwayWithoutNamingIt() {
        String nowhere = "jdbc:trino://127.0.0.1:1/lake/millrace";

        Problem problem = problem(engines().engine(nowhere, TIMEOUT).run(endless("nobody")));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).doesNotContain("127.0.0.1").doesNotContain("lake");
    }

    @Test
    void exportTheSameRows() throws Exception {
        String body =
                "{\"formula\":\"claudeCode.event('api_request').sum(costUsd)\",\"interval\":\"day\",\"breakdown\":"
                        + "[\"model\",\"success\"],\"from\":\"2026-10-01\",\"to\":\"2026-12-01\"}";
        ReportRequest report = new ReportReader(CLOCK).read(JSON.readTree(body), 1000);
        List<List<@Nullable Object>> expected = new ArrayList<>(
                engines().embedded().run(TwoEngines.OF_MIXED, "q", report).rows());
        QueryRequest all = engines().exportOf(report, 1000);
        Path file = folder.resolve("export.parquet");

        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        ExportOutcome written = engines().exports().write(all, TIMEOUT, QueryFixture.collecting(rows));
        ExportOutcome copied = engines().exports().copy(all, TIMEOUT, file, new ExportProgress());
        ExportOutcome cut = engines()
                .exports()
                .copy(engines().exportOf(report, 3), TIMEOUT, folder.resolve("cut.parquet"), new ExportProgress());

        assertThat(rows).usingRecursiveComparison(ALIKE).isEqualTo(expected);
        assertThat(written).isEqualTo(new ExportOutcome.Written(expected.size(), false));
        assertThat(copied).isEqualTo(written);
        assertThat(cut).isEqualTo(new ExportOutcome.Written(3, true));
        assertThat(QueryFixture.readParquet(file))
                .usingRecursiveComparison(ALIKE)
                .isEqualTo(expected);
    }

    private static Problem problem(QueryOutcome outcome) {
        return ((QueryOutcome.Failed) outcome).problem();
    }

    private static QueryRequest endless(String id) {
        String numbers = "UNNEST(sequence(1, 9000))";
        String sql = "SELECT count(*) AS n FROM " + numbers + " AS a (x) CROSS JOIN " + numbers
                + " AS b (y) CROSS JOIN " + numbers + " AS c (z) WHERE x * y * z = -1";
        return new QueryRequest(
                id, TwoEngines.OF_MIXED, Statement.compiled(sql, List.of(), Set.of()), Optional.empty(), 10);
    }

    /** Both answers are compared whole, numbers but for the order in which they were added up. */
    private ReportAnswer same(Caller caller, ReportRequest request) {
        ReportAnswer embedded = engines().embedded().run(caller, "q", request);
        ReportAnswer trino = engines().trino().run(caller, "q", request);

        assertThat(trino).usingRecursiveComparison(ALIKE).isEqualTo(embedded);
        return trino;
    }

    private static int compare(Double a, Double b) {
        return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? 0 : Double.compare(a, b);
    }

    private static ReportRequest request(String formula, String x, String breakdown) {
        return new ReportRequest(
                List.of(new NamedFormula("value", formula)),
                Optional.of(x).filter(Predicate.not(String::isEmpty)),
                breakdown.isEmpty() ? List.of() : List.of(breakdown),
                List.of(),
                DECADE,
                new Options(0, false, false, 1000));
    }

    private @Nullable String value(Fragment select) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "test");
        properties.setProperty("explicitPrepare", "false");
        try (Connection connection = new TrinoDriver().connect(engines().url(), properties);
                PreparedStatement statement = connection.prepareStatement(select.sql())) {
            for (int i = 0; i < select.parameters().size(); i++) {
                statement.setObject(i + 1, select.parameters().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return String.valueOf(rows.getString(1));
            }
        }
    }

    private TwoEngines engines() {
        return requireNonNull(engines);
    }
}
