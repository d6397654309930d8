package io.millrace.console.minql.report;

import static io.millrace.telemetry.Signal.LOGS;
import static io.millrace.telemetry.Signal.METRICS;
import static io.millrace.telemetry.Signal.TRACES;

import io.millrace.console.minql.library.Panel;
import io.millrace.console.minql.report.CaptureFacts.Fact;
import io.millrace.telemetry.Signal;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which panels of the library the captures have data for. */
final class CapturePanels {
    private static final Pattern NAMED = Pattern.compile("(event|metric|span)\\('([^']+)'\\)");
    private static final Map<String, Signal> SIGNALS = Map.of("event", LOGS, "metric", METRICS, "span", TRACES);
    private static final Pattern DANGEROUS =
            Pattern.compile("rm\\s+-rf|--force|--hard|drop\\s+table|chmod\\s+777|sudo\\s");
    private static final double EXPENSIVE_USD = 10;

    /** Panels that ask for more than the kind of record: what one of the records must have besides. */
    private final Map<String, Boolean> conditions;

    private final CaptureFacts facts;

    CapturePanels(CaptureFacts facts) {
        this.facts = facts;
        this.conditions = Map.ofEntries(
                Map.entry("cost/by-agent", anyCost("agent.name")),
                Map.entry("cost/by-skill", anyCost("skill.name")),
                Map.entry("cost/by-plugin", anyCost("plugin.name")),
                Map.entry("cost/by-mcp-server", anyCost("mcp_server.name")),
                Map.entry(
                        "output/acceptance-asked",
                        any(LOGS, "tool_decision", fact -> fact.text("source").startsWith("user_"))),
                Map.entry(
                        "tools/rejected-commands",
                        any(
                                LOGS,
                                "tool_decision",
                                fact -> fact.text("decision").equals("reject")
                                        && fact.text("tool_name").equals("Bash"))),
                Map.entry("tools/subagents", any(LOGS, "api_request", fact -> has(fact, "agent.name"))),
                Map.entry("tools/mcp-servers", any(LOGS, "api_request", fact -> has(fact, "mcp_server.name"))),
                Map.entry(
                        "tools/mcp-tools",
                        any(
                                TRACES,
                                "claude_code.tool",
                                fact -> fact.text("tool_name").startsWith("mcp__"))),
                Map.entry("sessions/expensive", isAnySessionExpensive()),
                Map.entry(
                        "governance/dangerous",
                        any(
                                LOGS,
                                "tool_result",
                                fact -> DANGEROUS
                                        .matcher(fact.text("tool_parameters") + fact.text("full_command"))
                                        .find())));
    }

    /** Whether some record in them is counted by one of the panel's metrics. */
    boolean haveDataFor(String board, Panel panel) {
        Boolean condition = conditions.get(board + "/" + panel.id());
        return condition != null
                ? condition
                : panel.query().findValuesAsText("formula").stream().anyMatch(this::haveRecordsFor);
    }

    private boolean haveRecordsFor(String formula) {
        Matcher named = NAMED.matcher(formula);
        boolean isOfAll = true;
        while (named.find()) {
            isOfAll = false;
            Signal signal = SIGNALS.getOrDefault(named.group(1), LOGS);
            if (!facts.named(signal, named.group(2)).isEmpty()) {
                return true;
            }
        }
        return isOfAll;
    }

    private boolean anyCost(String key) {
        return any(METRICS, "claude_code.cost.usage", fact -> has(fact, key));
    }

    private boolean any(Signal signal, String name, Predicate<Fact> condition) {
        return facts.named(signal, name).stream().anyMatch(condition);
    }

    private boolean isAnySessionExpensive() {
        return facts.named(LOGS, "api_request").stream()
                .collect(Collectors.groupingBy(
                        fact -> fact.text("session.id"), Collectors.summingDouble(fact -> fact.number("cost_usd"))))
                .values()
                .stream()
                .anyMatch(cost -> cost > EXPENSIVE_USD);
    }

    private static boolean has(Fact fact, String key) {
        return !fact.text(key).isEmpty();
    }
}
