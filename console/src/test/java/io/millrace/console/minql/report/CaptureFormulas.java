package io.millrace.console.minql.report;

import static io.millrace.telemetry.Signal.LOGS;
import static io.millrace.telemetry.Signal.METRICS;
import static io.millrace.telemetry.Signal.TRACES;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import io.millrace.console.minql.report.CaptureFacts.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The example formulas of the reference, each with the number that it must give over the captures. */
final class CaptureFormulas {
    /** The start of a metric of Claude Code. */
    static final String M = "claudeCode.metric('claude_code.";

    private static final String DECISIONS = M + "code_edit_tool.decision')";

    private final CaptureFacts facts;

    CaptureFormulas(CaptureFacts facts) {
        this.facts = facts;
    }

    /** All of them, the last of which is one of them spelt in another way. */
    List<Example> all() {
        return List.of(
                example(1, M + "cost.usage').sum(value)", "week(time)", "userEmail", points("cost.usage", f -> true)),
                example(
                        2,
                        "claudeCode.event('api_request').sum(costUsd)",
                        "day(time)",
                        "model",
                        sum("api_request", "cost_usd")),
                example(3, M + "token.usage').sum(value)", "day(time)", "model", points("token.usage", f -> true)),
                example(4, M + "token.usage').sum(value)", "day(time)", "type", points("token.usage", f -> true)),
                example(
                        5,
                        M + "token.usage').where(type = 'cacheRead').sum(value) / " + M
                                + "token.usage').where(type in ('cacheRead','cacheCreation','input')).sum(value)",
                        "day(time)",
                        "model",
                        ratio(
                                points("token.usage", f -> f.text("type").equals("cacheRead")),
                                points("token.usage", f -> !f.text("type").equals("output")))),
                example(
                        6,
                        DECISIONS + ".where(decision = 'accept').sum(value) / " + DECISIONS + ".sum(value)",
                        "week(time)",
                        "language",
                        ratio(
                                points(
                                        "code_edit_tool.decision",
                                        f -> f.text("decision").equals("accept")),
                                points("code_edit_tool.decision", f -> true))),
                example(
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
                example(
                        8,
                        "claudeCode.event('tool_decision').countIf(source in ('config','hook')) / claudeCode.event('tool_decision').count()",
                        "week(time)",
                        "userEmail",
                        ratio(
                                count(
                                        "tool_decision",
                                        f -> List.of("config", "hook").contains(f.text("source"))),
                                count("tool_decision", f -> true))),
                example(
                        9,
                        "claudeCode.event('tool_result').countIf(success = false) / claudeCode.event('tool_result').count()",
                        "toolName",
                        "",
                        ratio(
                                count("tool_result", f -> f.text("success").equals("false")),
                                count("tool_result", f -> true))),
                example(
                        10,
                        "claudeCode.event('api_error').count() / claudeCode.logs.countIf(eventName in ('api_request','api_error'))",
                        "hour(time)",
                        "model",
                        ratio(
                                count("api_error", f -> true),
                                count("api_error", f -> true) + count("api_request", f -> true))),
                example(
                        11,
                        "claudeCode.event('api_error').count()",
                        "day(time)",
                        "coalesce(statusCode, 'no response')",
                        count("api_error", f -> true)),
                example(
                        12,
                        "claudeCode.event('api_request').percentile(durationMs, 0.95) / 1000",
                        "hour(time)",
                        "model",
                        percentile(facts.named(LOGS, "api_request").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .toArray())
                                / 1000),
                example(
                        13,
                        "claudeCode.span('claude_code.llm_request').percentile(ttftMs, 0.95)",
                        "day(time)",
                        "model",
                        percentile(facts.named(TRACES, "claude_code.llm_request").stream()
                                .filter(f -> !f.text("ttft_ms").isEmpty())
                                .mapToDouble(f -> f.number("ttft_ms"))
                                .toArray())),
                example(
                        14,
                        "claudeCode.logs.countDistinct(sessionId)",
                        "day(time)",
                        "terminalType",
                        distinct("session.id")),
                example(
                        15,
                        "claudeCode.logs.countDistinct(coalesce(userEmail, userAccountUuid, userId))",
                        "day(time)",
                        "",
                        distinct("user.id")),
                example(
                        16,
                        M + "lines_of_code.count').sum(iff(type = 'removed', -value, value))",
                        "week(time)",
                        "userEmail",
                        points("lines_of_code.count", f -> f.text("type").equals("added"))
                                - points(
                                        "lines_of_code.count",
                                        f -> f.text("type").equals("removed"))),
                example(
                        17,
                        M + "active_time.total').sum(value) / 3600",
                        "week(time)",
                        "type",
                        points("active_time.total", f -> true) / 3600),
                example(
                        18,
                        M + "cost.usage').sum(value) / " + M + "pull_request.count').sum(value)",
                        "month(time)",
                        "",
                        ratio(points("cost.usage", f -> true), points("pull_request.count", f -> true))),
                example(
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
                example(
                        20,
                        "claudeCode.event('user_prompt').count() / claudeCode.logs.countDistinct(sessionId)",
                        "week(time)",
                        "",
                        ratio(count("user_prompt", f -> true), distinct("session.id"))),
                example(
                        21,
                        M + "cost.usage').sum(value)",
                        "coalesce(agentName, skillName, mcpServerName, querySource)",
                        "",
                        points("cost.usage", f -> true)),
                example(
                        22,
                        "claudeCode.event('tool_result').percentile(durationMs, 0.95) / 1000",
                        "toolName",
                        "",
                        percentile(facts.named(LOGS, "tool_result").stream()
                                        .mapToDouble(f -> f.number("duration_ms"))
                                        .toArray())
                                / 1000),
                example(
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
                example(
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
                example(
                        25,
                        "claudeCode.event('user_prompt').count()",
                        "hourOfDay(time)",
                        "dayName(time)",
                        count("user_prompt", f -> true)),
                example(
                        9,
                        "divide(claudeCode.event('tool_result').countIf(equals(success, false)), claudeCode.event('tool_result').count())",
                        "",
                        "",
                        ratio(
                                count("tool_result", f -> f.text("success").equals("false")),
                                count("tool_result", f -> true))));
    }

    private static Example example(int id, String formula, String x, String breakdown, @Nullable Double expected) {
        return new Example(id, formula, x, breakdown, expected);
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

    /**
     * A formula.
     *
     * @param id number in the reference
     * @param x X axis, or an empty text
     * @param breakdown breakdown, or an empty text
     * @param expected its value over everything
     */
    record Example(
            int id,
            String formula,
            String x,
            String breakdown,
            @Nullable Double expected) {
        /** How many columns its report has. */
        int columns() {
            return 1 + (x.isEmpty() ? 0 : 1) + (breakdown.isEmpty() ? 0 : 1);
        }
    }
}
