package io.millrace.benchmarks.year;

import io.millrace.benchmarks.year.Sample.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One prompt: turns of request and tool calls until the answer is there, a commit now and then. */
final class Prompt {
    private static final List<String> AGENTS = List.of("Explore", "code-reviewer", "Plan");
    private static final List<String> SKILLS = List.of("release-notes", "pdf", "migrate");

    private final Session session;
    private final SplittableRandom random;
    private final MinuteMetrics metrics;
    private final String promptId;
    private final String trace;
    private final String root;
    private double context;

    Prompt(Session session, SplittableRandom random, MinuteMetrics metrics) {
        this.session = session;
        this.random = random;
        this.metrics = metrics;
        this.promptId = Dice.uuid(random);
        this.trace = Dice.hex(random, 32);
        this.root = Dice.hex(random, 16);
        this.context = 12_000 + 60_000 * random.nextDouble();
    }

    void run() {
        long start = session.now();
        int length = (int) (180 * Dice.heavyTailed(random, 1));
        session.log(
                "user_prompt",
                promptId,
                under(root),
                Attributes.of(
                        "prompt_length", Integer.toString(length),
                        "prompt", "<REDACTED>",
                        "prompt_text", "<REDACTED>"));
        metrics.add("claude_code.active_time.total", "s", Attributes.of("type", "user"), 2 + length / 8.0);
        int turns = (int) Math.max(1, Math.min(60, Math.round(4 * Dice.heavyTailed(random, 0.8))));
        for (int turn = 0; turn < turns; turn++) {
            if (!request(turn == turns - 1)) {
                break;
            }
        }
        rareEvents();
        long took = session.now() - start;
        metrics.add("claude_code.active_time.total", "s", Attributes.of("type", "cli"), took / 1e6);
        session.span(
                "interaction",
                start,
                new Ids(trace, root, ""),
                Attributes.of(
                        "user_prompt",
                        "<REDACTED>",
                        "user_prompt_length",
                        (long) length,
                        "interaction.duration_ms",
                        took / 1000));
    }

    /** One request and the tools that its answer calls; false if it failed for good. */
    private boolean request(boolean last) {
        Map<String, Object> about = about();
        boolean ok = new Request(session, random, metrics).run(about, promptId, new Ids(trace, "", root), context);
        if (!ok) {
            return false;
        }
        context += 2_500 * Dice.heavyTailed(random, 0.8);
        if (!last) {
            int calls = Dice.chance(random, 0.2) ? 2 : 1;
            for (int i = 0; i < calls; i++) {
                new ToolCall(session, random, metrics).run(promptId, new Ids(trace, "", root), about);
            }
        }
        return true;
    }

    private Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        boolean subagent = Dice.chance(random, 0.15);
        about.put(
                "model",
                Dice.chance(random, 0.85)
                        ? session.developer().model()
                        : Dice.chance(random, 0.5) ? "claude-haiku-5" : "claude-opus-5-5");
        about.put("query_source", subagent ? "subagent" : Dice.chance(random, 0.05) ? "auxiliary" : "main");
        about.put("effort", Dice.pickFalling(random, List.of("medium", "high", "low")));
        if (subagent) {
            about.put("agent.name", Dice.pickFalling(random, AGENTS));
        } else if (Dice.chance(random, 0.04)) {
            about.put("skill.name", Dice.pickFalling(random, SKILLS));
        } else if (Dice.chance(random, 0.06)) {
            about.put("mcp_server.name", Dice.pickFalling(random, List.of("github", "jira", "postgres")));
        }
        return about;
    }

    private void rareEvents() {
        if (Dice.chance(random, 0.09)) {
            metrics.add("claude_code.commit.count", "", Attributes.of(), 1);
            if (Dice.chance(random, 0.3)) {
                metrics.add("claude_code.pull_request.count", "", Attributes.of(), 1);
            }
        }
        if (Dice.chance(random, 0.03)) {
            session.log(
                    "compaction",
                    promptId,
                    under(root),
                    Attributes.of(
                            "trigger", Dice.chance(random, 0.7) ? "auto" : "manual",
                            "success", "true",
                            "duration_ms", Integer.toString(9_000 + random.nextInt(60_000)),
                            "pre_tokens", Long.toString(Math.round(context)),
                            "post_tokens", Long.toString(Math.round(context / 8))));
        }
        if (Dice.chance(random, 0.04)) {
            session.log(
                    "permission_mode_changed",
                    promptId,
                    under(root),
                    Attributes.of(
                            "from_mode",
                            "default",
                            "to_mode",
                            Dice.pickFalling(random, List.of("acceptEdits", "plan", "bypassPermissions")),
                            "trigger",
                            "shift_tab"));
        }
    }

    private Ids under(String span) {
        return new Ids(trace, span, "");
    }
}
