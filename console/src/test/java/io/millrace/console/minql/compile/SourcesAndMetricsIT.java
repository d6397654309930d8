package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesAndMetricsIT {
    private final List<Map<String, Object>> logs = new ArrayList<>();

    @TempDir
    static Path folder = Path.of(".");

    private @Nullable Runs runs;

    @BeforeAll
    void writeEvents() {
        request("2026-10-02T10:00:00Z", "s0", "p0", "opus", 4);
        request("2026-11-01T10:00:00Z", "s1", "p1", "opus", 1);
        request("2026-11-01T11:00:00Z", "s1", "p1", "sonnet", 3);
        request("2026-11-03T10:00:00Z", "s2", "p2", "opus", 6);
        Map<String, Object> prompt = log("2026-11-01T09:59:00Z", "user_prompt", "s1");
        prompt.put("prompt_id", "p1");
        prompt.put("command_name", "review");
        prompt.put("attributes", Map.of("tags", List.of("a", "b"), "command.name", "review", "odd key/x", "here"));
        Map<String, Object> other = log("2026-11-03T09:59:00Z", "user_prompt", "s2");
        other.put("prompt_id", "p2");
        other.put("attributes", Map.of("tags", List.of("b")));
        EventFiles files = new EventFiles(folder);
        files.write(Signal.LOGS, logs);
        Map<String, Object> span = QueryFixture.event(Signal.TRACES, QueryFixture.ORGANIZATION, 1, "claude_code.tool");
        span.put(
                "events",
                List.of(Map.of("name", "tool.output", "attributes", Map.of("output", "ok")), Map.of("name", "x")));
        files.write(Signal.TRACES, List.of(span));
        files.write(
                Signal.METRICS, List.of(histogram(1, "[0,5,5,0]", "[1,2,4]"), histogram(2, "[0,0,0,10]", "[1,2,4]")));
        runs = new Runs(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    @Test
    void joinsPairsOfRowsByAKey() {
        String joined = "claudeCode.event('api_request').join(claudeCode.event('user_prompt'), promptId)";

        assertThat(value(joined + ".sum(costUsd)")).isEqualTo(10.0);
        assertThat(value(joined + ".where(other.commandName = 'review').sum(costUsd)"))
                .isEqualTo(4.0);
        assertThat(value(joined + ".where(other.attribute('command.name') = 'review').count()"))
                .isEqualTo(2.0);
        assertThat(value("claudeCode.event('api_request').join(claudeCode.event('user_prompt'), promptId, 'prompts')"
                        + ".max(time - prompts.time) / 60000"))
                .isEqualTo(61.0);
        assertThatThrownBy(() -> value(joined.replace("promptId", "model") + ".count()"))
                .hasMessageContaining("wrong formula");
    }

    @Test
    void makesARowOfEachElementOfAList() {
        assertThat(value("claudeCode.event('user_prompt').flatten(tags).count()"))
                .isEqualTo(3.0);
        assertThat(value("claudeCode.logs.flatten(tags).where(element = 'b').countDistinct(sessionId)"))
                .isEqualTo(2.0);
        assertThat(rows("claudeCode.logs.count()", "flatten(tags)")).containsExactly(row("a", 1.0), row("b", 2.0));
        assertThat(value("claudeCode.traces.flatten(events).where(element.name ="
                        + " 'tool.output').first(element.attributes.output)"))
                .isEqualTo("ok");
    }

    @Test
    void computesTwoStepsWithPer() {
        assertThat(value("claudeCode.event('api_request').per(sessionId, sum(costUsd)).countIf(value > 5)"))
                .isEqualTo(1.0);
        assertThat(value("claudeCode.event('api_request').per(sessionId, model, count()).where(model ="
                        + " 'opus').max(value)"))
                .isEqualTo(1.0);
        assertThat(rows("claudeCode.event('api_request').per(sessionId, sum(costUsd)).avg(value)", "day(time)"))
                .containsExactly(row("2026-11-01T00:00", 4.0), row("2026-11-03T00:00", 6.0));
    }

    @Test
    void dividesByTheLengthOfTheBucket() {
        assertThat(value("claudeCode.event('api_request').rate('day')")).isEqualTo(0.1);
        assertThat(rows("claudeCode.event('api_request').sum(costUsd).rate('hour')", "day(time)"))
                .containsExactly(row("2026-11-01T00:00", 4.0 / 24), row("2026-11-03T00:00", 6.0 / 24));
    }

    @Test
    void givesTheShareOfTheSameXValueOrOfTheWhole() {
        String cost = "claudeCode.event('api_request').sum(costUsd)";

        assertThat(rows(cost + ".share()", "model")).containsExactly(row("opus", 0.7), row("sonnet", 0.3));
        assertThat(rows("share(" + cost + ")", "day(time)", "model"))
                .containsExactly(
                        row("2026-11-01T00:00", "opus", 0.25),
                        row("2026-11-01T00:00", "sonnet", 0.75),
                        row("2026-11-03T00:00", "opus", 1.0));
        assertThatThrownBy(() -> value("(" + cost + " / claudeCode.logs.count()).share()"))
                .hasMessageContaining("wrong formula");
    }

    @Test
    void addsUpAlongTheAxis() {
        assertThat(rows("claudeCode.event('api_request').sum(costUsd).cumulative()", "day(time)"))
                .containsExactly(row("2026-11-01T00:00", 4.0), row("2026-11-03T00:00", 10.0));
    }

    @Test
    void comparesWithTheSamePlaceOfThePeriodBefore() {
        String cost = "claudeCode.event('api_request').sum(costUsd)";

        assertThat(value(cost + " - " + cost + ".previousPeriod()")).isEqualTo(6.0);
        assertThat(rows(cost + ".previousPeriod()", "day(time)")).containsExactly(row("2026-11-02T00:00", 4.0));
    }

    @Test
    void keepsTheTypeOfTimesAndTexts() {
        assertThat(value("claudeCode.logs.min(time)")).isEqualTo("2026-11-01T09:59:00Z");
        assertThat(value("claudeCode.event('api_request').last(model)")).isEqualTo("opus");
        assertThat(value("claudeCode.logs.max(time) - claudeCode.logs.min(time)"))
                .isEqualTo(48.0 * 3_600_000 + 60_000);
    }

    @Test
    void readsPercentilesFromBuckets() {
        assertThat(value("claudeCode.metric('h').percentile(bucketCounts, 0.25)"))
                .isEqualTo(2.0);
        assertThat(value("claudeCode.metric('h').median(bucketCounts)"))
                .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                .isCloseTo(4.0, within(1e-9));
        assertThat(value("claudeCode.metric('h').percentile(bucketCounts, 99)")).isEqualTo(4.0);
        assertThat(rows("claudeCode.metric('h').median(bucketCounts)", "day(time)"))
                .hasSize(1);
        assertThat(value("claudeCode.metric('h').sum(count)")).isEqualTo(20.0);
    }

    @Test
    void findsAnAttributeByItsAliasWhateverItsKey() {
        assertThat(value("claudeCode.event('user_prompt').countIf(oddKeyX = 'here')"))
                .isEqualTo(1.0);
        assertThat(value("claudeCode.event('user_prompt').countIf(resource.team.id is null)"))
                .isEqualTo(2.0);
    }

    @Test
    void dropsRowsWithoutTheAttributeFromEveryNegation() {
        // two events with opus, one with sonnet, two without a model
        for (String condition : List.of("model != 'opus'", "not (model = 'opus')", "model not in ('opus')")) {
            assertThat(value("claudeCode.logs.countIf(" + condition + ")"))
                    .as(condition)
                    .isEqualTo(1.0);
            assertThat(value("claudeCode.logs.where(" + condition + ").count()"))
                    .as(condition)
                    .isEqualTo(1.0);
        }
        assertThat(value("claudeCode.logs.countIf(coalesce(model, '') != 'opus')"))
                .isEqualTo(3.0);
        assertThat(value("claudeCode.logs.countIf(model.isNull() or model != 'opus')"))
                .isEqualTo(3.0);
        assertThat(value("claudeCode.logs.countIf(model != 5)")).isEqualTo(0.0);
    }

    @Test
    void neverShowsInfinity() {
        assertThat(value("claudeCode.logs.count() / 0")).isNull();
        assertThat(value("claudeCode.event('api_request').sum(power(10, 400))")).isNull();
    }

    private void request(String time, String session, String prompt, String model, double cost) {
        Map<String, Object> event = log(time, "api_request", session);
        event.put("prompt_id", prompt);
        event.put("model", model);
        event.put("cost_usd", cost);
    }

    private Map<String, Object> log(String time, String name, String session) {
        Map<String, Object> event = QueryFixture.event(Signal.LOGS, QueryFixture.ORGANIZATION, logs.size(), name);
        event.put("time", Instant.parse(time).toEpochMilli() * 1000);
        event.put("session_id", session);
        logs.add(event);
        return event;
    }

    private static Map<String, Object> histogram(long offset, String counts, String bounds) {
        Map<String, Object> point = QueryFixture.event(Signal.METRICS, QueryFixture.ORGANIZATION, offset, "h");
        point.put("kind", "histogram");
        point.put("temporality", "delta");
        point.put("count", 10);
        point.put(
                "bucket_counts",
                Arrays.stream(counts.replaceAll("[\\[\\]]", "").split(",", -1))
                        .map(Integer::valueOf)
                        .toList());
        point.put(
                "bounds",
                Arrays.stream(bounds.replaceAll("[\\[\\]]", "").split(",", -1))
                        .map(Double::valueOf)
                        .toList());
        return point;
    }

    private @Nullable Object value(String metric) {
        return java.util.Objects.requireNonNull(runs).value(metric);
    }

    private List<List<@Nullable Object>> rows(String metric, String... keys) {
        return java.util.Objects.requireNonNull(runs).rows(Runs.NOVEMBER, metric, keys);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
