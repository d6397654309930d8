package io.millrace.benchmarks.year;

import io.millrace.benchmarks.year.Sample.Ids;
import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One session of the client: a clock, a counter of events, and the metrics that are exported each minute. */
final class Session {
    private static final long SECOND = 1_000_000L;

    private final Developer developer;
    private final SplittableRandom random;
    private final Map<String, Object> common;
    private final MinuteMetrics metrics;
    private final List<Sample> out;
    private final String sessionId;
    private long now;
    private int sequence;

    Session(Developer developer, SplittableRandom random, long start, List<Sample> out, Temporality temporality) {
        this.developer = developer;
        this.random = random;
        this.sessionId = Dice.uuid(random);
        this.common = developer.common(sessionId);
        this.metrics = new MinuteMetrics(developer, common, start, out, temporality);
        this.out = out;
        this.now = start;
    }

    /** Runs prompts and gives the time at which the session ended. */
    long run(int prompts) {
        String start = Dice.pickFalling(random, List.of("fresh", "resume", "continue"));
        metrics.add("claude_code.session.count", "", Attributes.of("start_type", start), 1);
        log("plugin_loaded", "", Ids.NONE, Attributes.of("plugin.name", "core-tools", "marketplace.name", "official"));
        if (Dice.chance(random, 0.3)) {
            boolean failed = Dice.chance(random, 0.08);
            log(
                    "mcp_server_connection",
                    "",
                    Ids.NONE,
                    Attributes.of(
                            "status",
                            failed ? "failed" : "connected",
                            "transport_type",
                            "stdio",
                            "server_name",
                            Dice.pickFalling(random, List.of("github", "jira", "postgres")),
                            "duration_ms",
                            Integer.toString(50 + random.nextInt(900))));
        }
        for (int i = 0; i < prompts; i++) {
            new Prompt(this, random, metrics).run();
            pass(20 * SECOND + random.nextLong(240 * SECOND));
        }
        metrics.flush(now);
        return now;
    }

    Developer developer() {
        return developer;
    }

    String id() {
        return sessionId;
    }

    long now() {
        return now;
    }

    /** Lets time go by. */
    void pass(long micros) {
        now += micros - micros % 1000;
        metrics.flushIfDue(now);
    }

    /** Writes an event at this moment. */
    void log(String name, String promptId, Ids ids, Map<String, Object> more) {
        Map<String, Object> attributes = new LinkedHashMap<>(common);
        attributes.put("event.name", name);
        attributes.put(
                "event.timestamp", Instant.EPOCH.plus(now, ChronoUnit.MICROS).toString());
        attributes.put("event.sequence", (long) sequence++);
        if (!promptId.isEmpty()) {
            attributes.put("prompt.id", promptId);
        }
        attributes.putAll(more);
        out.add(new Sample(Signal.LOGS, name, now, now, 0, "", ids, attributes, developer));
    }

    /** Writes a span that ends at this moment. */
    void span(String kind, long startMicros, Ids ids, Map<String, Object> more) {
        Map<String, Object> attributes = new LinkedHashMap<>(common);
        attributes.put("span.type", kind);
        attributes.put("gen_ai.provider.name", "anthropic");
        attributes.put("gen_ai.conversation.id", sessionId);
        attributes.putAll(more);
        out.add(new Sample(Signal.TRACES, "claude_code." + kind, startMicros, now, 0, "", ids, attributes, developer));
    }
}
