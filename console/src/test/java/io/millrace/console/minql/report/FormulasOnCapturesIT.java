package io.millrace.console.minql.report;

import static io.millrace.telemetry.Signal.LOGS;
import static io.millrace.telemetry.Signal.METRICS;
import static io.millrace.telemetry.Signal.TRACES;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.report.CaptureFacts.Fact;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.minql.report.ReportRequest.Options;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example formulas of the reference over real requests; what they must give is computed from the bodies, without SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormulasOnCapturesIT {
    private static final Period PERIOD =
            new Period(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String M = CaptureFormulas.M;

    private final CaptureFacts facts = new CaptureFacts();

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
    Stream<DynamicTest> giveTheNumbersOfTheBodies() {
        return new CaptureFormulas(facts)
                .all().stream()
                        .map(example -> DynamicTest.dynamicTest("formula " + example.id(), () -> {
                            Object total =
                                    run(example.formula(), "", "").rows().get(0).get(0);
                            ReportAnswer keyed = run(example.formula(), example.x(), example.breakdown());

                            Double expected = example.expected();
                            if (expected == null) {
                                assertThat(total).isNull();
                            } else {
                                assertThat(number(total))
                                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
                            }
                            assertThat(keyed.columns()).hasSize(example.columns());
                        }));
    }

    @Test
    void splitsTokensByTypeAsTheBodiesDo() {
        Map<String, Double> expected = facts.named(METRICS, "claude_code.token.usage").stream()
                .collect(groupingBy(f -> f.text("type"), summingDouble(Fact::value)));

        ReportAnswer answer = run(M + "token.usage').sum(value)", "", "type");

        Map<String, Double> found = new HashMap<>();
        answer.rows().forEach(row -> found.put(String.valueOf(row.get(0)), number(row.get(1))));
        assertThat(found).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void countsEveryRecordOfTheWholeIntegration() {
        assertThat(number(run("claudeCode.count()", "", "").rows().get(0).get(0)))
                .isEqualTo(facts.of(LOGS).size()
                        + facts.of(METRICS).size()
                        + facts.of(TRACES).size());
    }

    @Test
    void comparesWithThePeriodBeforeAlongTheTime() {
        ReportAnswer answer =
                run("claudeCode.logs.count() - claudeCode.logs.count().previousPeriod()", "month(time)", "");

        assertThat(answer.empty()).containsExactly(0.0);
        assertThat(answer.rows()).isNotEmpty();
    }

    @Test
    void putsAMetricOnTheXAxisWithAPointForEachValueOfTheBreakdown() {
        String requests = "claudeCode.event('api_request')";
        ReportAnswer apart = run(requests + ".sum(costUsd)", "", "model");
        ReportAnswer counts = run(requests + ".count()", "", "model");

        ReportAnswer points = run(requests + ".sum(costUsd)", requests + ".count() * 1", "model");

        assertThat(points.columns())
                .extracting(ReportAnswer.ReportColumn::role)
                .containsExactly("x", "breakdown", "metric");
        assertThat(points.columns().get(0).type()).isEqualTo("number");
        assertThat(points.rows()).hasSameSizeAs(apart.rows()).isNotEmpty();
        for (int i = 0; i < points.rows().size(); i++) {
            List<@Nullable Object> point = points.rows().get(i);
            assertThat(point.get(0)).isEqualTo(counts.rows().get(i).get(1));
            assertThat(point.subList(1, 3)).isEqualTo(apart.rows().get(i));
        }
        assertThat(points.totals()).hasSize(1);
    }

    @Test
    void findsEventsByTheirNameWithThePrefixToo() {
        assertThat(run("claudeCode.event('claude_code.api_request').count()", "", "")
                        .rows())
                .isEqualTo(
                        run("claudeCode.event('api_request').count()", "", "").rows())
                .isNotEqualTo(List.of(List.of(0.0)));
    }

    private ReportAnswer run(String formula, String x, String breakdown) {
        ReportRequest request = new ReportRequest(
                List.of(new NamedFormula("value", formula)),
                Optional.of(x).filter(Predicate.not(String::isEmpty)),
                breakdown.isEmpty() ? List.of() : List.of(breakdown),
                List.of(),
                PERIOD,
                new Options(0, !x.isEmpty(), false, 1000));
        return Objects.requireNonNull(reports).run(QueryFixture.CALLER, "q", request);
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }
}
