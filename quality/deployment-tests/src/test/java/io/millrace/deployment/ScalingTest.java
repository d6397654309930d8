package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scales normalizers and sinks, asked of Prometheus' own tool. */
class ScalingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        // seconds behind, seconds of a commit: the value, of which 30 means as many sinks as there are
        "12, 2, 12",
        "90, 2, 90",
        "90, 25, 30",
        "12, 25, 12"
    })
    void sinksAreNotAddedWhileTheStoreIsWhatIsSlow(int behind, int commit, int value) throws IOException {
        assertThat(evaluated(trigger("sink-writer").path("query").asText(), """
                              - series: 'millrace_sink_lag_seconds{signal="logs", pod="a"}'
                                values: '%d+0x20'
                              - series: 'millrace_sink_lag_seconds{signal="logs", pod="b"}'
                                values: '1+0x20'
                              - series: 'millrace_sink_commit_seconds_sum{signal="logs", pod="a"}'
                                values: '0+%dx20'
                              - series: 'millrace_sink_commit_seconds_count{signal="logs", pod="a"}'
                                values: '0+1x20'
                        """.formatted(behind, commit), value))
                .contains("SUCCESS");
    }

    @Test
    void aSinkWithoutCommitsIsScaledByItsLag() throws IOException {
        assertThat(evaluated(trigger("sink-writer").path("query").asText(), """
                              - series: 'millrace_sink_lag_seconds{signal="logs", pod="a"}'
                                values: '90+0x20'
                        """, 90))
                .contains("SUCCESS");
    }

    @Test
    void theHeldValueIsTheThreshold() {
        JsonNode trigger = trigger("sink-writer");

        assertThat(trigger.path("query").asText())
                .endsWith("clamp_max(max(millrace_sink_lag_seconds), "
                        + trigger.path("threshold").asText() + ")");
    }

    @Test
    void thereAreNeverMoreMembersThanPartitionsAndNoneLeavesWithoutMetrics() {
        for (JsonNode scaled : Overlays.ofKind("large", "ScaledObject")) {
            int partitions = Overlays.ofKind("large", "KafkaTopic").stream()
                    .filter(topic ->
                            topic.path("metadata").path("name").asText().matches("otlp\\.(raw|events)\\..*"))
                    .mapToInt(topic -> topic.path("spec").path("partitions").asInt())
                    .min()
                    .orElseThrow();
            assertThat(scaled.path("spec").path("maxReplicaCount").asInt()).isBetween(2, partitions);
            assertThat(scaled.path("spec").path("fallback").path("behavior").asText())
                    .isEqualTo("currentReplicasIfHigher");
        }
    }

    private static JsonNode trigger(String name) {
        return Overlays.ofKind("large", "ScaledObject").stream()
                .filter(scaled -> scaled.path("metadata").path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("spec")
                .path("triggers")
                .path(0)
                .path("metadata");
    }

    private String evaluated(String query, String series, int value) throws IOException {
        assumeTrue(Repository.program("promtool").isPresent(), "skipped: promtool is not installed on this machine");
        Files.writeString(folder.resolve("rules.yaml"), "groups: []\n");
        Files.writeString(
                folder.resolve("test.yaml"),
                String.join(
                        "\n",
                        List.of(
                                "rule_files: [rules.yaml]",
                                "tests:",
                                "  - interval: 1m",
                                "    input_series:",
                                series.indent(2).stripTrailing(),
                                "    promql_expr_test:",
                                "      - expr: '" + query + "'",
                                "        eval_time: 10m",
                                "        exp_samples:",
                                "          - {labels: '{}', value: " + value + "}",
                                "")));
        return Repository.run(folder, "promtool", "test", "rules", "test.yaml");
    }
}
