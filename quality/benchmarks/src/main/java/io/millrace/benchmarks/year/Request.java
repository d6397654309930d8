package io.millrace.benchmarks.year;

import io.millrace.benchmarks.year.Sample.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** One request to the model: event, span and counters. */
final class Request {
    private static final Map<String, double[]> PRICES = Map.of(
            "claude-opus-5-5", new double[] {5, 25, 0.5, 6.25},
            "claude-sonnet-5", new double[] {3, 15, 0.3, 3.75},
            "claude-haiku-5", new double[] {1, 5, 0.1, 1.25});
    private static final int[] STATUSES = {529, 429, 500, 400};

    private final Session session;
    private final SplittableRandom random;
    private final MinuteMetrics metrics;

    Request(Session session, SplittableRandom random, MinuteMetrics metrics) {
        this.session = session;
        this.random = random;
        this.metrics = metrics;
    }

    /** Sends it; false if it failed for good. */
    boolean run(Map<String, Object> about, String promptId, Ids parent, double context) {
        String model = String.valueOf(about.get("model"));
        double slowness = model.contains("opus") ? 2.2 : model.contains("haiku") ? 0.5 : 1;
        long ttft = Math.round(650 * slowness * Dice.heavyTailed(random, 0.5));
        long duration = ttft + Math.round(3_800 * slowness * Dice.heavyTailed(random, 0.8));
        long start = session.now();
        session.pass(duration * 1000);
        Ids ids = new Ids(parent.trace(), Dice.hex(random, 16), parent.parent());
        Map<String, Object> shared = new LinkedHashMap<>(about);
        shared.put("speed", "normal");
        shared.put("duration_ms", duration);
        shared.put("request_id", "req_" + Dice.hex(random, 24));
        if (Dice.chance(random, 0.012)) {
            fail(shared, promptId, ids, start);
            return false;
        }
        succeed(model, shared, about, promptId, ids, start, ttft, context);
        return true;
    }

    private void fail(Map<String, Object> shared, String promptId, Ids ids, long start) {
        Map<String, Object> more = new LinkedHashMap<>(shared);
        boolean answered = Dice.chance(random, 0.85);
        if (answered) {
            more.put("status_code", (long) STATUSES[random.nextInt(STATUSES.length)]);
        }
        more.put("error", answered ? "overloaded_error" : "Connection error.");
        more.put("attempt", (long) (1 + random.nextInt(10)));
        session.log("api_error", promptId, ids, more);
        if (Dice.chance(random, 0.3)) {
            session.log("api_retries_exhausted", promptId, ids, more);
        }
        more.put("success", false);
        session.span("llm_request", start, ids, more);
    }

    private void succeed(
            String model,
            Map<String, Object> shared,
            Map<String, Object> about,
            String promptId,
            Ids ids,
            long start,
            long ttft,
            double context) {
        long output = Math.round(350 * Dice.heavyTailed(random, 1));
        boolean warm = Dice.chance(random, 0.9);
        long cacheRead = Math.round(warm ? context * 0.93 : 0);
        long cacheCreation = Math.round(warm ? context * 0.06 : context * 0.9);
        long input = Math.round(context * 0.01);
        double[] price = PRICES.getOrDefault(model, new double[4]);
        long micros =
                Math.round(input * price[0] + output * price[1] + cacheRead * price[2] + cacheCreation * price[3]);
        Map<String, Object> tokens = new LinkedHashMap<>(shared);
        tokens.put("ttft_ms", ttft);
        tokens.put("input_tokens", input);
        tokens.put("output_tokens", output);
        tokens.put("cache_read_tokens", cacheRead);
        tokens.put("cache_creation_tokens", cacheCreation);
        Map<String, Object> event = new LinkedHashMap<>(tokens);
        event.put("cost_usd", micros / 1e6);
        event.put("cost_usd_micros", micros);
        session.log("api_request", promptId, ids, event);
        Map<String, Object> span = new LinkedHashMap<>(tokens);
        span.put("success", true);
        span.put("attempt", 1L);
        span.put("stop_reason", "tool_use");
        session.span("llm_request", start, ids, span);
        if (Dice.chance(random, 0.4)) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("response_length", output * 4);
            answer.put("response", "<REDACTED>");
            answer.put("model", model);
            session.log("assistant_response", promptId, ids, answer);
        }
        metrics.add("claude_code.cost.usage", "USD", about, micros / 1e6);
        count(about, "input", input);
        count(about, "output", output);
        count(about, "cacheRead", cacheRead);
        count(about, "cacheCreation", cacheCreation);
    }

    private void count(Map<String, Object> about, String type, long tokens) {
        Map<String, Object> attributes = new LinkedHashMap<>(about);
        attributes.put("type", type);
        metrics.add("claude_code.token.usage", "tokens", attributes, (double) tokens);
    }
}
