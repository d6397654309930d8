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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
    private static final String M = "claudeCode.metric('claude_code.";
    private static final String DECISIONS = M + "code_edit_tool.decision')";

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
    List<DynamicTest> giveTheNumbersOfTheBodies() {
        return List.of(
                formula(1, M + "cost.usage').sum(value)", "week(time)", "userEmail", points("cost.usage", f -> true)),
                formula(
                        2,
                        "claudeCode.event('api_request').sum(costUsd)",
                        "day(time)",
                        "model",
                        sum("api_request", "cost_usd")),
                formula(3, M + "token.usage').sum(value)", "day(time)", "model", points("token.usage", f -> true)),
                formula(4, M + "token.usage').sum(value)", "day(time)", "type", points("token.usage", f -> true)),
                formula(
                        5,
                        M + "token.usage').where(type = 'cacheRead').sum(value) / " + M
                                + "token.usage').where(type in ('cacheRead','cacheCreation','input')).sum(value)",
                        "day(time)",
                        "model",
                        ratio(
                                points("token.usage", f -> f.text("type").equals("cacheRead")),
                                points("token.usage", f -> !f.text("type").equals("output")))),
                formula(
                        6,
                        DECISIONS + ".where(decision = 'accept').sum(value) / " + DECISIONS + ".sum(value)",
                        "week(time)",
                        "language",
                        ratio(
                                points(
                                        "code_edit_tool.decision",
                                        f -> f.text("decision").equals("accept")),
                                points("code_edit_tool.decision", f -> true))),
                formula(
                        7,
                        "claudeCode.event('tool_decision').where(source.startsWith('user_')).countIf(decision = 'accept') /"
                                + " claudeCode.event('tool_decision').where(source.startsWith('user_')).count()",
                        "toolName",
                        "",
                        ratio(
                                count(
                                        "tool_decision",
                                        f -> f.text("source").startsWith("user_")
                                                && f.text("decision").equals("accept")),
                                count("tool_decision", f -> f.text("source").startsWith("user_")))),
                formula(
                        8,
                        "claudeCode.event('tool_decision').countIf(source in ('config','hook')) / claudeCode.event('tool_decision').count()",
                        "week(time)",
                        "userEmail",
                        ratio(
                                count(
                                        "tool_decision",
                                        f -> List.of("config", "hook").contains(f.text("source"))),
                                count("tool_decision", f -> true))),
                formula(
                        9,
                        "claudeCode.event('tool_result').countIf(success = false) / claudeCode.event('tool_result').count()",
                        "toolName",
                        "",
                        ratio(
                                count("tool_result", f -> f.text("success").equals("false")),
                                count("tool_result", f -> true))),
                formula(
                        10,
                        "claudeCode.event('api_error').count() / claudeCode.logs.countIf(eventName in ('api_request','api_error'))",
                        "hour(time)",
                        "model",
                        ratio(
                                count("api_error", f -> true),
                                count("api_error", f -> true) + count("api_request", f -> true))),
                formula(
                        11,
                        "claudeCode.event('api_error').count()",
                        "day(time)",
                        "coalesce(statusCode, 'no response')",
                        count("api_error", f -> true)),
                formula(
                        12,
                        "claudeCode.event('api_request').percentile(durationMs, 0.95) / 1000",
                        "hour(time)",
                        "model",
                        percentile(facts.named(LOGS, "api_request").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .toArray())
                                / 1000),
                formula(
                        13,
                        "claudeCode.span('claude_code.llm_request').percentile(ttftMs, 0.95)",
                        "day(time)",
                        "model",
                        percentile(facts.named(TRACES, "claude_code.llm_request").stream()
                                .filter(f -> !f.text("ttft_ms").isEmpty())
                                .mapToDouble(f -> f.number("ttft_ms"))
                                .toArray())),
                formula(
                        14,
                        "claudeCode.logs.countDistinct(sessionId)",
                        "day(time)",
                        "terminalType",
                        distinct("session.id")),
                formula(
                        15,
                        "claudeCode.logs.countDistinct(coalesce(userEmail, userAccountUuid, userId))",
                        "day(time)",
                        "",
                        distinct("user.id")),
                formula(
                        16,
                        M + "lines_of_code.count').sum(iff(type = 'removed', -value, value))",
                        "week(time)",
                        "userEmail",
                        points("lines_of_code.count", f -> f.text("type").equals("added"))
                                - points(
                                        "lines_of_code.count",
                                        f -> f.text("type").equals("removed"))),
                formula(
                        17,
                        M + "active_time.total').sum(value) / 3600",
                        "week(time)",
                        "type",
                        points("active_time.total", f -> true) / 3600),
                formula(
                        18,
                        M + "cost.usage').sum(value) / " + M + "pull_request.count').sum(value)",
                        "month(time)",
                        "",
                        ratio(points("cost.usage", f -> true), points("pull_request.count", f -> true))),
                formula(
                        19,
                        "1000 * " + M + "cost.usage').sum(value) / " + M
                                + "lines_of_code.count').where(type = 'added').sum(value)",
                        "week(time)",
                        "userEmail",
                        ratio(
                                1000 * points("cost.usage", f -> true),
                                points(
                                        "lines_of_code.count",
                                        f -> f.text("type").equals("added")))),
                formula(
                        20,
                        "claudeCode.event('user_prompt').count() / claudeCode.logs.countDistinct(sessionId)",
                        "week(time)",
                        "",
                        ratio(count("user_prompt", f -> true), distinct("session.id"))),
                formula(
                        21,
                        M + "cost.usage').sum(value)",
                        "coalesce(agentName, skillName, mcpServerName, querySource)",
                        "",
                        points("cost.usage", f -> true)),
                formula(
                        22,
                        "claudeCode.event('tool_result').percentile(durationMs, 0.95) / 1000",
                        "toolName",
                        "",
                        percentile(facts.named(LOGS, "tool_result").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .toArray())
                                / 1000),
                formula(
                        23,
                        "claudeCode.span('claude_code.tool.blocked_on_user').sum(attribute('duration_ms')) / claudeCode.span('claude_code.tool').sum(attribute('duration_ms'))",
                        "week(time)",
                        "userEmail",
                        ratio(
                                facts.named(TRACES, "claude_code.tool.blocked_on_user").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .sum(),
                                facts.named(TRACES, "claude_code.tool").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .sum())),
                formula(
                        24,
                        "claudeCode.event('api_request').per(sessionId, sum(costUsd)).countIf(value > 0.05)",
                        "week(time)",
                        "",
                        (double) facts.named(LOGS, "api_request").stream()
                                .collect(
                                        groupingBy(f -> f.text("session.id"), summingDouble(f -> f.number("cost_usd"))))
                                .values()
                                .stream()
                                .filter(cost -> cost > 0.05)
                                .count()),
                formula(
                        25,
                        "claudeCode.event('user_prompt').count()",
                        "hourOfDay(time)",
                        "dayName(time)",
                        count("user_prompt", f -> true)),
                formula(
                        9,
                        "divide(claudeCode.event('tool_result').countIf(equals(success, false)), claudeCode.event('tool_result').count())",
                        "",
                        "",
                        ratio(
                                count("tool_result", f -> f.text("success").equals("false")),
                                count("tool_result", f -> true))));
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

    private DynamicTest formula(int id, String formula, String x, String breakdown, @Nullable Double expected) {
        return DynamicTest.dynamicTest("formula " + id, () -> {
            Object total = run(formula, "", "").rows().get(0).get(0);
            ReportAnswer keyed = run(formula, x, breakdown);

            if (expected == null) {
                assertThat(total).isNull();
            } else {
                assertThat(number(total)).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
            }
            assertThat(keyed.columns()).hasSize(1 + (x.isEmpty() ? 0 : 1) + (breakdown.isEmpty() ? 0 : 1));
        });
    }

    private ReportAnswer run(String formula, String x, String breakdown) {
        ReportRequest request = new ReportRequest(
                List.of(new NamedFormula("value", formula)),
                Optional.of(x).filter(Predicate.not(String::isEmpty)),
                breakdown.isEmpty() ? List.of() : List.of(breakdown),
                List.of(),
                PERIOD,
                new Options(0, false, false, 1000));
        return Objects.requireNonNull(reports).run(QueryFixture.CALLER, "q", request);
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    private double points(String metric, Predicate<Fact> kept) {
        return facts.named(METRICS, "claude_code." + metric).stream()
                .filter(kept)
                .mapToDouble(Fact::value)
                .sum();
    }

    private double sum(String event, String attribute) {
        return facts.named(LOGS, event).stream()
                .mapToDouble(f -> f.number(attribute))
                .sum();
    }

    private double count(String event, Predicate<Fact> kept) {
        return facts.named(LOGS, event).stream().filter(kept).count();
    }

    private double distinct(String attribute) {
        return facts.of(LOGS).stream()
                .map(f -> f.text(attribute))
                .filter(t -> !t.isEmpty())
                .distinct()
                .count();
    }

    private static @Nullable Double ratio(double numerator, double denominator) {
        return denominator == 0 ? null : numerator / denominator;
    }

    /** The 95th percentile with linear interpolation. */
    private static double percentile(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = 0.95 * (sorted.length - 1);
        int below = (int) rank;
        return below + 1 < sorted.length
                ? sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below])
                : sorted[below];
    }
}
