package io.millrace.console.minql.report;

import static io.millrace.telemetry.Signal.LOGS;
import static io.millrace.telemetry.Signal.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.minql.library.Board;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.console.minql.report.CaptureFacts.Fact;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))));
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
                            assertThat(run(panel).warnings()).isEmpty();
                        })));
    }

    @Test
    void hasTenBoardsAndTheFirstReports() {
        assertThat(library.boards()).hasSize(11);
        assertThat(panels("samples")).hasSize(20);
        assertThat(panels("overview")).hasSize(16);
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
        ReportAnswer answer = run(panels("health").stream()
                .filter(panel -> panel.id().equals("cost-comparison"))
                .findFirst()
                .orElseThrow());

        assertThat(sum(answer, 1)).isCloseTo(metric("cost.usage"), within(1e-6));
        double ofEvents = facts.named(LOGS, "api_request").stream()
                .mapToDouble(fact -> fact.number("cost_usd"))
                .sum();
        assertThat(sum(answer, 2)).isCloseTo(ofEvents, within(1e-6));
    }

    private void assertFigure(String id, double expected) {
        Panel panel = panels("overview").stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        Object value = run(panel).rows().get(0).get(0);
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
