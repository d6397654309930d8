package io.millrace.console.minql.report;

import static io.millrace.telemetry.Signal.LOGS;
import static io.millrace.telemetry.Signal.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.library.Board;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.console.minql.report.CaptureFacts.Fact;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every report of the library over real requests; key figures are computed from the bodies, without SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryOnCapturesIT {
    private final CaptureFacts facts = new CaptureFacts();
    private final Library library = new Library();
    private final ReportReader reader = new ReportReader(Clock.systemUTC());

    @TempDir
    static Path folder = Path.of(".");

    private @Nullable Reports reports;

    @BeforeAll
    void writeTheCaptures() {
        EventFiles files = new EventFiles(folder);
        facts.writeTo(files);
        reports = new Reports(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))),
                LedgerFixture.LEDGER,
                Clock.systemUTC(),
                FormulaContext.LOOK_BACK);
    }

    @TestFactory
    Stream<DynamicTest> runsEveryReportAndPrintsItsDefinition() {
        return library.boards().stream()
                .flatMap(board -> panels(board.id()).stream()
                        .map(panel -> DynamicTest.dynamicTest(board.id() + "/" + panel.id(), () -> {
                            assertThat(panel.description()).isNotBlank();
                            assertThat(panel.signals()).isNotEmpty();
                            assertThat(panel.query().path("metrics"))
                                    .allSatisfy(metric -> assertThat(
                                                    metric.path("unit").asText())
                                            .isNotBlank());
                            ReportAnswer answer = run(panel);
                            assertThat(answer.warnings()).isEmpty();
                            if (new CapturePanels(facts).haveDataFor(board.id(), panel)) {
                                assertThat(figures(answer)).as("figures").anyMatch(figure -> figure != 0);
                            }
                        })));
    }

    @Test
    void hasTenBoardsAndTheFirstReports() {
        assertThat(library.boards()).hasSize(11);
        assertThat(panels("samples")).hasSize(20);
        assertThat(panels("overview")).hasSize(17);
    }

    @TestFactory
    Stream<DynamicTest> printsTheDefinitionWhereverAFigureHasSeveral() {
        Map<String, String> words = Map.of(
                "cost.usage", "Cost is the client's estimate, not an invoice",
                "costUsd", "Cost is the client's estimate, not an invoice",
                "session.count').where",
                        "Distinct session ids that were started, resumed or continued, without the agents",
                "countDistinct(coalesce(userEmail, userAccountUuid, userId))",
                        "e-mail, else account, else the id of the installation",
                "code_edit_tool.decision", "accepted decisions over all decisions of the edit tools",
                "startsWith('user_')", "all decisions that a person was asked for",
                "active_time.total", "user is keyboard interaction, cli is tool and model work",
                "token.usage", "cache");
        return words.entrySet().stream()
                .map(word -> DynamicTest.dynamicTest(
                        word.getKey(),
                        () -> assertThat(library.boards().stream()
                                        .flatMap(board -> board.panels().stream())
                                        .filter(panel -> panel.query().findValuesAsText("formula").stream()
                                                .anyMatch(formula -> formula.contains(word.getKey()))))
                                .isNotEmpty()
                                .allSatisfy(panel -> assertThat(panel.description())
                                        .as(panel.id())
                                        .contains(word.getValue()))));
    }

    @Test
    void drawsTheBudgetAlsoWhereNothingWasSpent() {
        ReportAnswer answer = run("cost", "budget");

        assertThat(answer.rows())
                .hasSizeGreaterThan(3_000)
                .allSatisfy(row -> assertThat(row.get(2)).isEqualTo(1000.0));
        assertThat(answer.rows().stream()
                        .filter(row -> row.get(1) != null)
                        .mapToDouble(row -> ((Number) Objects.requireNonNull(row.get(1))).doubleValue())
                        .max())
                .hasValueCloseTo(metric("cost.usage"), within(1e-6));
    }

    @Test
    void findsTheAttributesThatNobodyKnew() {
        ReportAnswer answer = run("health", "unknown-attributes");

        assertThat(answer.rows()).isNotEmpty().allSatisfy(row -> {
            Signal signal = Signal.ofWireName(String.valueOf(row.get(1))).orElseThrow();
            String key = String.valueOf(row.get(0));
            assertThat(row.get(2)).as(key).isEqualTo((double) facts.of(signal).stream()
                    .filter(fact -> fact.attributes().containsKey(key))
                    .count());
        });
    }

    @Test
    void neverAddsCostOfMetricsAndOfEvents() {
        library.boards().stream()
                .map(Board::panels)
                .flatMap(List::stream)
                .flatMap(panel -> panel.query().findValuesAsText("formula").stream())
                .filter(formula -> formula.contains("cost.usage") && formula.contains("costUsd"))
                .forEach(formula -> assertThat(formula).doesNotContain("+"));
    }

    @Test
    void givesTheFiguresOfTheBodies() {
        assertFigure("cost", metric("cost.usage"));
        assertFigure("tokens", metric("token.usage"));
        assertFigure("sessions", distinct("claude_code.session.count", "session.id"));
        assertFigure("people", (double) facts.of(LOGS).stream()
                .map(fact -> fact.text("user.email") + fact.text("user.id"))
                .filter(text -> !text.isEmpty())
                .distinct()
                .count());
        assertFigure("active-hours", metric("active_time.total") / 3600);
        assertFigure("commits", metric("commit.count"));
        double errors = facts.named(LOGS, "api_error").size();
        assertFigure(
                "api-error-rate",
                errors / (errors + facts.named(LOGS, "api_request").size()));
        assertFigure("cache-hit", tokens("cacheRead") / (metric("token.usage") - tokens("output")));
    }

    @Test
    void showsBothCostsSideBySide() {
        ReportAnswer answer = run("health", "cost-comparison");

        assertThat(sum(answer, 1)).isCloseTo(metric("cost.usage"), within(1e-6));
        double ofEvents = facts.named(LOGS, "api_request").stream()
                .mapToDouble(fact -> fact.number("cost_usd"))
                .sum();
        assertThat(sum(answer, 2)).isCloseTo(ofEvents, within(1e-6));
    }

    private static List<Double> figures(ReportAnswer answer) {
        return answer.rows().stream()
                .flatMap(List::stream)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).doubleValue())
                .toList();
    }

    private void assertFigure(String id, double expected) {
        Object value = run("overview", id).rows().get(0).get(0);
        assertThat(((Number) Objects.requireNonNull(value)).doubleValue())
                .as(id)
                .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }

    private static double sum(ReportAnswer answer, int column) {
        return answer.rows().stream()
                .mapToDouble(row -> row.get(column) instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    private List<Panel> panels(String board) {
        return library.board(board, "claudeCode").orElseThrow().panels();
    }

    /** Over all time; minutes would be more buckets than are listed. */
    private ReportAnswer run(Panel panel) {
        ObjectNode query = panel.query().deepCopy();
        query.put("from", "2020-01-01").put("to", "2030-01-01");
        int limit = query.path("limit").asInt(5_000);
        return Objects.requireNonNull(reports)
                .run(QueryFixture.CALLER, "q", reader.read(query, Math.min(limit, 10_000)));
    }

    private ReportAnswer run(String board, String id) {
        return run(panels(board).stream()
                .filter(panel -> panel.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private double metric(String name) {
        return facts.named(METRICS, "claude_code." + name).stream()
                .mapToDouble(Fact::value)
                .sum();
    }

    private double tokens(String type) {
        return facts.named(METRICS, "claude_code.token.usage").stream()
                .filter(fact -> fact.text("type").equals(type))
                .mapToDouble(Fact::value)
                .sum();
    }

    private double distinct(String metric, String attribute) {
        return facts.named(METRICS, metric).stream()
                .map(fact -> fact.text(attribute))
                .filter(text -> !text.isEmpty())
                .distinct()
                .count();
    }
}
