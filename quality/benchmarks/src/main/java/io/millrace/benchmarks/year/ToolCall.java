package io.millrace.benchmarks.year;

import io.millrace.benchmarks.year.Sample.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One tool call: decision, wait, execution, result. */
final class ToolCall {
    private static final List<String> TOOLS =
            List.of("Bash", "Read", "Edit", "Grep", "Glob", "Write", "TodoWrite", "mcp_tool", "Agent", "WebFetch");
    private static final Set<String> EDITS = Set.of("Edit", "Write", "NotebookEdit");
    private static final List<String> ASKED = List.of("user_temporary", "user_permanent", "user_reject", "user_abort");

    private final Session session;
    private final SplittableRandom random;
    private final MinuteMetrics metrics;

    ToolCall(Session session, SplittableRandom random, MinuteMetrics metrics) {
        this.session = session;
        this.random = random;
        this.metrics = metrics;
    }

    void run(String promptId, Ids parent, Map<String, Object> about) {
        String tool = Dice.pickFalling(random, TOOLS);
        boolean asked = Dice.chance(random, 0.25);
        String source = asked ? Dice.pickFalling(random, ASKED) : Dice.chance(random, 0.95) ? "config" : "hook";
        boolean accepted = !source.equals("user_reject") && !source.equals("user_abort");
        long start = session.now();
        Ids ids = new Ids(parent.trace(), Dice.hex(random, 16), parent.parent());
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("tool_name", tool);
        call.put("tool_use_id", "toolu_" + Dice.hex(random, 24));
        long waited = asked ? Math.round(6_000 * Dice.heavyTailed(random, 1.1)) : random.nextLong(6);
        session.pass(waited * 1000);
        decide(promptId, ids, call, source, accepted);
        waiting(start, ids, call, source, accepted, waited);
        if (EDITS.contains(tool)) {
            edit(call, source, accepted, about);
        }
        if (accepted) {
            execute(promptId, ids, call, tool);
        }
        session.span("tool", start, ids, with(call, Attributes.of("duration_ms", (session.now() - start) / 1000)));
    }

    private void decide(String promptId, Ids ids, Map<String, Object> call, String source, boolean accepted) {
        session.log(
                "tool_decision",
                promptId,
                ids,
                with(
                        call,
                        Attributes.of(
                                "decision",
                                accepted ? "accept" : "reject",
                                "source",
                                source,
                                "tool_source",
                                "builtin",
                                "permission_mode",
                                Dice.pickFalling(random, List.of("default", "acceptEdits", "plan", "auto")))));
    }

    private void waiting(long start, Ids ids, Map<String, Object> call, String source, boolean accepted, long waited) {
        session.span(
                "tool.blocked_on_user",
                start,
                child(ids),
                with(
                        call,
                        Attributes.of(
                                "duration_ms", waited,
                                "decision", accepted ? "accept" : "reject",
                                "source", source)));
    }

    private void edit(Map<String, Object> call, String source, boolean accepted, Map<String, Object> about) {
        metrics.add(
                "claude_code.code_edit_tool.decision",
                "",
                Attributes.of(
                        "tool_name",
                        call.getOrDefault("tool_name", ""),
                        "decision",
                        accepted ? "accept" : "reject",
                        "source",
                        source,
                        "language",
                        session.developer().language()),
                1);
        if (accepted) {
            Object model = about.getOrDefault("model", "");
            double lines = Math.ceil(9 * Dice.heavyTailed(random, 1));
            metrics.add("claude_code.lines_of_code.count", "", Attributes.of("type", "added", "model", model), lines);
            metrics.add(
                    "claude_code.lines_of_code.count",
                    "",
                    Attributes.of("type", "removed", "model", model),
                    Math.floor(lines * random.nextDouble()));
        }
    }

    private void execute(String promptId, Ids ids, Map<String, Object> call, String tool) {
        boolean success = !Dice.chance(random, tool.equals("Bash") ? 0.09 : 0.025);
        long took = Math.round(
                (tool.equals("Bash") ? 1_400 : tool.equals("Agent") ? 60_000 : 35) * Dice.heavyTailed(random, 1.2));
        long start = session.now();
        session.pass(took * 1000);
        Map<String, Object> result = new LinkedHashMap<>(call);
        result.put("success", Boolean.toString(success));
        result.put("duration_ms", Long.toString(took));
        result.put("tool_input_size_bytes", Integer.toString(40 + random.nextInt(900)));
        result.put("tool_result_size_bytes", Long.toString(Math.round(900 * Dice.heavyTailed(random, 1.3))));
        if (!success) {
            result.put("error", "exit code 1");
            result.put("error_type", Dice.pickFalling(random, List.of("ShellError", "FileNotFound", "Timeout")));
        }
        if (tool.equals("Bash")) {
            String command = Dice.pickFalling(
                    random, List.of("npm test", "git status", "mvn -q verify", "ls -la", "git push --force"));
            result.put("tool_parameters", "{\"bash_command\":\"" + command + "\"}");
        }
        session.log("tool_result", promptId, ids, result);
        session.span(
                "tool.execution",
                start,
                child(ids),
                with(call, Attributes.of("duration_ms", took, "success", success)));
    }

    private Ids child(Ids ids) {
        return new Ids(ids.trace(), Dice.hex(random, 16), ids.span());
    }

    private static Map<String, Object> with(Map<String, Object> call, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(call);
        all.putAll(more);
        return all;
    }
}
