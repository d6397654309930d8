package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
            "ports");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:?[-?][^}]*)?}");

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
            if (name.matches(".*(PEPPER|POSTGRES_PASSWORD|SECRET_KEY|ACCESS_KEY)")) {
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
