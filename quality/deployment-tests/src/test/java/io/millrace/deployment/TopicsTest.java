package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.topic.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to make topics make those that the stages expect. */
class TopicsTest {
    private static final short REPLICAS = 3;

    @TempDir
    Path folder;

    @Test
    void strimzisTopicsAreThePlannedOnes() {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode topic : Overlays.ofKind("large", "KafkaTopic")) {
            JsonNode spec = topic.path("spec");
            Map<String, String> config = new TreeMap<>();
            spec.path("config")
                    .properties()
                    .forEach(
                            entry -> config.put(entry.getKey(), entry.getValue().asText()));
            described.put(
                    spec.path("topicName").asText(),
                    spec.path("partitions").asInt() + " x"
                            + spec.path("replicas").asInt() + " " + config);
        }

        assertThat(described).isEqualTo(planned(48));
    }

    @Test
    void theJobsTopicsAreThePlannedOnes() throws IOException {
        Path calls = folder.resolve("calls");
        Path tool = folder.resolve("kafka-topics");
        Files.writeString(tool, "#!/bin/sh\necho \"$*\" >> " + calls + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        Repository.run(
                Repository.ROOT,
                "env",
                "KAFKA_TOPICS=" + tool,
                "KAFKA_BOOTSTRAP_SERVERS=brokers:9092",
                "PARTITIONS=12",
                "sh",
                "deploy/kustomize/base/topics/create-topics");

        assertThat(Files.readAllLines(calls).stream().map(TopicsTest::described).sorted())
                .isEqualTo(planned(12).entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .sorted()
                        .toList());
    }

    private static Map<String, String> planned(int partitions) {
        return TopicPlan.all(partitions, REPLICAS).stream()
                .collect(Collectors.toMap(
                        TopicPlan::name,
                        plan -> plan.partitions() + " x" + plan.replicationFactor() + " "
                                + new TreeMap<>(plan.config()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static String described(String call) {
        List<String> words = List.of(call.split(" "));
        Map<String, String> config = new TreeMap<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--config")) {
                String[] pair = words.get(i + 1).split("=", 2);
                config.put(pair[0], pair[1]);
            }
        }
        return after(words, "--topic") + " " + after(words, "--partitions") + " x"
                + after(words, "--replication-factor") + " " + config;
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
