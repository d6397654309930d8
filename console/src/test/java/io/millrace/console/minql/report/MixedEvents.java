package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.ExponentialPoints;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two months of events of one organization with what reports stumble over: gaps, nulls, odd texts, resets, repeated points. */
final class MixedEvents {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final List<String> MODELS = List.of("opus", "sonnet", "haiku", "O'Brien \"x\" %_\\");

    private final Random random = new Random(20261126);
    private final String organization;
    private final List<Map<String, Object>> logs = new ArrayList<>();
    private final List<Map<String, Object>> points = new ArrayList<>();
    private final List<Map<String, Object>> spans = new ArrayList<>();

    MixedEvents(String organization) {
        this.organization = organization;
    }

    void writeTo(EventFiles files) {
        for (int session = 0; session < 60; session++) {
            session(session);
        }
        for (int series = 0; series < 12; series++) {
            cumulative(series);
            histograms(series);
            exponential(series);
        }
        files.write(Signal.LOGS, logs);
        files.write(Signal.METRICS, points);
        files.write(Signal.TRACES, spans);
    }

    private void session(int number) {
        Instant time = START.plusSeconds(random.nextInt(61 * 86_400));
        for (int prompt = 0; prompt < 3; prompt++) {
            time = time.plusMillis(1 + random.nextInt(3_600_000));
            Map<String, Object> asked = log("user_prompt", time, number, prompt);
            asked.put("attributes", Map.of("tags", tags(), "my.own_key", number % 7, "nested", Map.of("a", prompt)));
            if (random.nextBoolean()) {
                asked.put("command_name", "review");
            }
            for (int call = 0; call < random.nextInt(5); call++) {
                time = time.plusMillis(1 + random.nextInt(90_000));
                request(time, number, prompt);
                tool(time.plusMillis(7), number, prompt);
            }
        }
    }

    private void request(Instant time, int session, int prompt) {
        boolean failed = random.nextInt(8) == 0;
        Map<String, Object> event = log(failed ? "api_error" : "api_request", time, session, prompt);
        event.put("model", MODELS.get(random.nextInt(MODELS.size())));
        event.put("duration_ms", 100 + random.nextInt(90_000));
        if (failed) {
            event.put("attributes", Map.of("status_code", random.nextBoolean() ? "429" : "none", "weight", "1e3"));
        } else {
            event.put("cost_usd", random.nextInt(10_000) / 8192.0);
            event.put("input_tokens", random.nextInt(5_000));
        }
    }

    private void tool(Instant time, int session, int prompt) {
        Map<String, Object> event = log("tool_result", time, session, prompt);
        event.put("tool_name", List.of("Bash", "Edit", "größe").get(random.nextInt(3)));
        event.put("success", random.nextInt(4) != 0);
        event.put("duration_ms", random.nextInt(60_000));
        Map<String, Object> span = QueryFixture.event(Signal.TRACES, organization, spans.size(), "claude_code.tool");
        span.put("time", micros(time));
        span.put("end_time", micros(time.plusMillis(2_500)));
        span.put("duration_ms", 2_500.25);
        span.put("session_id", "s" + session);
        span.put("events", List.of(Map.of("name", "tool.output", "attributes", Map.of("output", "n" + session % 5))));
        spans.add(span);
    }

    private Map<String, Object> log(String name, Instant time, int session, int prompt) {
        Map<String, Object> event = QueryFixture.event(Signal.LOGS, organization, logs.size(), name);
        event.put("time", micros(time));
        event.put("session_id", "s" + session);
        event.put("prompt_id", "s" + session + "-" + prompt);
        if (session % 5 != 0) {
            event.put("user_email", "person" + session % 9 + (session % 2 == 0 ? "@example.com" : "@example.org"));
        }
        event.put("resource_attributes", Map.of("team.id", session % 3 == 0 ? "platform" : "apps"));
        logs.add(event);
        return event;
    }

    private List<String> tags() {
        return List.of("a", "b", "c").subList(0, random.nextInt(4));
    }

    private void cumulative(int series) {
        Instant start = START.plusSeconds(random.nextInt(40 * 86_400));
        Instant time = start;
        double value = 0;
        for (int i = 0; i < 60; i++) {
            time = time.plus(Duration.ofMinutes(5 + random.nextInt(700)));
            if (random.nextInt(9) == 0) {
                value = 0;
                start = series % 2 == 0 ? time.minusSeconds(30) : start;
            }
            value += random.nextInt(64) / 4.0;
            for (int copy = 0; copy < (random.nextInt(6) == 0 ? 2 : 1); copy++) {
                Map<String, Object> point = point("claude_code.token.usage", time, series, "sum");
                point.put("temporality", series % 3 == 2 ? "delta" : "cumulative");
                point.put("monotonic", true);
                point.put("start_time", micros(start));
                point.put("value", value);
            }
        }
    }

    private void histograms(int series) {
        long[] counts = new long[4];
        Instant time = START.plusSeconds(random.nextInt(40 * 86_400));
        for (int i = 0; i < 30; i++) {
            time = time.plus(Duration.ofMinutes(5 + random.nextInt(700)));
            for (int bucket = 0; bucket < counts.length; bucket++) {
                long more = random.nextInt(5);
                counts[bucket] = series % 2 == 0 ? counts[bucket] + more : more;
            }
            Map<String, Object> point = point("latency", time, series, "histogram");
            point.put("temporality", series % 2 == 0 ? "cumulative" : "delta");
            point.put("start_time", micros(START));
            point.put("count", counts[0] + counts[1] + counts[2] + counts[3]);
            point.put("sum", 3.5 * i);
            point.put("bucket_counts", List.of(counts[0], counts[1], counts[2], counts[3]));
            point.put("bounds", List.of(1.0, 2.5, 10.0));
        }
    }

    private void exponential(int series) {
        List<Double> values = new ArrayList<>();
        Instant time = START.plusSeconds(random.nextInt(40 * 86_400));
        for (int i = 0; i < 30; i++) {
            time = time.plus(Duration.ofMinutes(5 + random.nextInt(700)));
            if (series % 2 != 0 || random.nextInt(12) == 0) {
                values.clear();
            }
            for (int more = 0; more < 4; more++) {
                values.add(random.nextInt(6) == 0 ? 0 : Math.exp(random.nextGaussian() * 2) - series / 6.0);
            }
            Map<String, Object> point = point("spread", time, series, "exponentialHistogram");
            point.put("temporality", series % 2 == 0 ? "cumulative" : "delta");
            point.put("start_time", micros(START));
            point.put("count", values.size());
            point.put("exponential", ExponentialPoints.buckets(values, 2 + series % 3, series == 4 ? 0.1 : 0));
        }
    }

    private Map<String, Object> point(String name, Instant time, int series, String kind) {
        Map<String, Object> point = QueryFixture.event(Signal.METRICS, organization, points.size(), name);
        point.put("time", micros(time));
        point.put("time_unix_nano", micros(time) * 1000);
        point.put("series_key", name + series);
        point.put("kind", kind);
        point.put("type", List.of("input", "output", "cacheRead").get(series % 3));
        point.put("model", MODELS.get(series % MODELS.size()));
        point.put("attributes", new HashMap<>(Map.of("series", series)));
        points.add(point);
        return point;
    }

    private static long micros(Instant time) {
        return time.toEpochMilli() * 1000;
    }
}
