package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file: what it names exists, what is secret comes from outside, and the stages run as in Kubernetes. */
class ComposeTest {
    private static final Set<String> STAGES = Set.of("console", "ingest-gateway", "normalizer", "sink-writer");
    private static final Set<String> KEYS = Set.of(
            "image",
            "restart",
            "read_only",
            "user",
            "cap_drop",
            "security_opt",
            "tmpfs",
            "stop_grace_period",
            "networks",
            "depends_on",
            "environment",
            "volumes",
            "healthcheck",
            "profiles",
            "command",
            "entrypoint",
            "mem_limit",
            "ports");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:?[-?][^}]*)?}");

    @TempDir
    Path folder;

    private final JsonNode compose = Repository.merged(Repository.read("deploy/compose.yaml"));
    private final JsonNode services = compose.path("services");

    @Test
    void theStagesAreNotRootAndWriteOnlyWhereTheyMust() {
        assertThat(STAGES).allSatisfy(stage -> {
            JsonNode service = services.path(stage);
            assertThat(service.path("user").asText()).isEqualTo("10001:0");
            assertThat(service.path("read_only").asBoolean()).isTrue();
            // libraries are unpacked there and mapped, which Docker forbids unless it is said
            assertThat(service.path("tmpfs").path(0).asText())
                    .startsWith("/tmp:")
                    .contains(",exec");
            assertThat(service.path("mem_limit").asText()).isNotBlank();
            assertThat(service.path("cap_drop").path(0).asText()).isEqualTo("ALL");
            assertThat(service.path("stop_grace_period").asText()).isEqualTo("60s");
        });
    }

    @Test
    void everyImageHasAVersion() {
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            assertThat(service.getValue().path("image").asText())
                    .as(service.getKey())
                    .matches("[a-z/-]+:(\\$\\{MILLRACE_VERSION:-[0-9].*}|v?[0-9].*|RELEASE\\.[0-9].*)");
        }
    }

    @Test
    void everythingThatAServiceNamesExists() {
        Set<String> volumes = names(compose.path("volumes"));
        Set<String> all = names(services);
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            JsonNode value = service.getValue();
            assertThat(KEYS).as(service.getKey()).containsAll(names(value));
            assertThat(all).as(service.getKey()).containsAll(dependencies(value.path("depends_on")));
            Overlays.elements(value.path("volumes")).map(JsonNode::asText).forEach(volume -> {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Files.exists(Repository.path("deploy").resolve(source)))
                            .as(source)
                            .isTrue();
                } else {
                    assertThat(volumes).contains(source);
                }
            });
        }
    }

    @Test
    void noSecretHasADefault() {
        Matcher variables = VARIABLE.matcher(Repository.read("deploy/compose.yaml"));
        Set<String> seen = new TreeSet<>();
        while (variables.find()) {
            String name = variables.group(1);
            String rest = variables.group(2);
            if (name.equals("GRAFANA_PASSWORD")) {
                // belongs to a profile: asked for when Grafana starts
                assertThat(rest).isEqualTo(":-");
            } else if (name.matches(".*(PEPPER|PASSWORD|SECRET_KEY|ACCESS_KEY)")) {
                seen.add(name);
                assertThat(rest == null || rest.startsWith(":?"))
                        .as(variables.group())
                        .isTrue();
            }
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void itsTopicsAndBrokersTakeTheLargestRecord() {
        for (String broker : List.of("kafka", "kafka-1", "kafka-2", "kafka-3")) {
            JsonNode environment = services.path(broker).path("environment");
            assertThat(environment.path("KAFKA_MESSAGE_MAX_BYTES").asLong())
                    .as(broker)
                    .isGreaterThan(io.millrace.telemetry.topic.TopicPlan.MAX_MESSAGE_BYTES);
            assertThat(environment.path("KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE").asText())
                    .isEqualTo("false");
        }
    }

    @Test
    void grafanaDoesNotStartWithoutAPasswordOfItsOwn() {
        List<String> entrypoint = words("grafana", "entrypoint");

        assertThat(entrypoint).hasSize(3);
        Outcome without = shell(entrypoint.get(2).replace("/run.sh", "echo started"), Map.of());
        Outcome with = shell(
                entrypoint.get(2).replace("/run.sh", "echo started"), Map.of("GF_SECURITY_ADMIN_PASSWORD", "some"));

        assertThat(without.exit()).isEqualTo(1);
        assertThat(without.output()).contains("set GRAFANA_PASSWORD");
        assertThat(with.output()).isEqualTo("started\n");
    }

    @Test
    void topicsHaveAsManyReplicasAsBrokersAreNamed() {
        String command =
                words("topics", "command").get(2).replace("exec sh /scripts/create-topics", "sh -c 'echo $REPLICAS'");

        assertThat(shell(command, Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "REPLICAS", ""))
                        .output())
                .isEqualTo("1\n");
        assertThat(shell(command, Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092,b:9092,c:9092", "REPLICAS", ""))
                        .output())
                .isEqualTo("3\n");
        assertThat(shell(command, Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092,b:9092,c:9092", "REPLICAS", "2"))
                        .output())
                .isEqualTo("2\n");
    }

    @Test
    void everyServiceThatRunsOnIsWatched() {
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            boolean ends = service.getValue().path("restart").asText().equals("on-failure");
            // the stages' images have a check of their own
            if (!ends && !STAGES.contains(service.getKey())) {
                assertThat(service.getValue().path("healthcheck").has("test"))
                        .as(service.getKey())
                        .isTrue();
            }
        }
    }

    @Test
    void prometheusTakesItsConfiguration() throws IOException {
        assumeTrue(Repository.program("promtool").isPresent(), "skipped: promtool is not installed on this machine");
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(
                file,
                Repository.read("deploy/compose/prometheus.yml")
                        .replace(
                                "/etc/prometheus/alerts.yaml",
                                Repository.path("deploy/monitoring/alerts.yaml").toString()));

        assertThat(Repository.run(folder, "promtool", "check", "config", file.toString()))
                .contains("SUCCESS: 1 rule files found");
    }

    private List<String> words(String service, String field) {
        return Overlays.elements(services.path(service).path(field))
                .map(word -> word.asText().replace("$$", "$"))
                .toList();
    }

    private record Outcome(int exit, String output) {}

    private Outcome shell(String command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("no shell", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> dependencies(JsonNode dependsOn) {
        return dependsOn.isObject()
                ? List.copyOf(names(dependsOn))
                : Overlays.elements(dependsOn).map(JsonNode::asText).toList();
    }
}
