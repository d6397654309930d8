package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every workload of every overlay keeps to. */
class PolicyTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void noContainerRunsAsRootOrWritesItsImage(String overlay) {
        assertThat(Overlays.workloads(overlay)).isNotEmpty().allSatisfy(workload -> {
            JsonNode pod = Overlays.podSpec(workload).path("securityContext");
            assertThat(pod.path("runAsNonRoot").asBoolean())
                    .as(Overlays.name(workload))
                    .isTrue();
            assertThat(pod.path("runAsUser").asInt())
                    .as(Overlays.name(workload))
                    .isPositive();
            assertThat(pod.path("seccompProfile").path("type").asText()).isEqualTo("RuntimeDefault");
            assertThat(Overlays.containers(workload)).allSatisfy(container -> {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(context.path("capabilities").path("drop").path(0).asText())
                        .isEqualTo("ALL");
            });
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyContainerAsksForWhatItNeedsAndHasALimitOfMemory(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.containers(workload))
                        .as(Overlays.name(workload))
                        .allMatch(PolicyTest::isBounded, "asks for processor and memory, and is limited"));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyImageHasAVersion(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.containers(workload))
                        .extracting(container -> container.path("image").asText())
                        .allMatch(PolicyTest::hasVersion, "has a version"));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void noServiceOfTheNamespaceSetsAVariable(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.podSpec(workload)
                                .path("enableServiceLinks")
                                .asBoolean(true))
                        .as(Overlays.name(workload))
                        .isFalse());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void thereIsOneConsoleBecauseExportsBelongToTheirPod(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .filteredOn(workload ->
                        workload.path("metadata").path("name").asText().equals("console"))
                .singleElement()
                .satisfies(console -> assertThat(
                                console.path("spec").path("replicas").asInt())
                        .isEqualTo(1));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyStageIsWatchedAndDrained(String overlay) {
        assertThat(stages(overlay)).hasSize(4).allSatisfy(stage -> {
            JsonNode container = Overlays.podSpec(stage).path("containers").path(0);
            assertThat(container
                            .path("startupProbe")
                            .path("httpGet")
                            .path("path")
                            .asText())
                    .as(Overlays.name(stage))
                    .isEqualTo("/q/health/live");
            assertThat(container
                            .path("livenessProbe")
                            .path("httpGet")
                            .path("path")
                            .asText())
                    .isEqualTo("/q/health/live");
            assertThat(container
                            .path("readinessProbe")
                            .path("httpGet")
                            .path("path")
                            .asText())
                    .isEqualTo("/q/health/ready");
            assertThat(container.path("lifecycle").path("preStop").isMissingNode())
                    .isFalse();
            assertThat(Overlays.podSpec(stage)
                            .path("terminationGracePeriodSeconds")
                            .asInt())
                    .isGreaterThanOrEqualTo(45);
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyStageIsSpreadAndMayLoseOnePodAtATime(String overlay) {
        Set<String> budgets = selected(Overlays.ofKind(overlay, "PodDisruptionBudget"), "selector");

        assertThat(stages(overlay)).allSatisfy(stage -> {
            assertThat(Overlays.elements(Overlays.podSpec(stage).path("topologySpreadConstraints"))
                            .map(constraint -> constraint.path("topologyKey").asText()))
                    .as(Overlays.name(stage))
                    .contains("topology.kubernetes.io/zone");
            assertThat(budgets).contains(label(stage));
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void nothingMayTalkUnlessAPolicySaysSo(String overlay) {
        List<JsonNode> policies = Overlays.ofKind(overlay, "NetworkPolicy");

        assertThat(policies).anySatisfy(policy -> {
            assertThat(policy.path("spec").path("podSelector").isEmpty()).isTrue();
            assertThat(policy.path("spec").path("policyTypes")).hasSize(2);
            assertThat(policy.path("spec").has("egress")).isFalse();
            assertThat(policy.path("spec").has("ingress")).isFalse();
        });
        assertThat(selected(policies, "podSelector"))
                .containsAll(stages(overlay).stream().map(PolicyTest::label).toList());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void noPodGetsATokenOfTheKubernetesApi(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.podSpec(workload)
                                .path("automountServiceAccountToken")
                                .asBoolean(true))
                        .as(Overlays.name(workload))
                        .isFalse());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void secretsAreNamedAndNeverWritten(String overlay) {
        assertThat(Overlays.ofKind(overlay, "Secret")).isEmpty();
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.containers(workload)
                                .flatMap(container -> Overlays.elements(container.path("env")))
                                .filter(variable ->
                                        variable.path("name").asText().matches(".*(PASSWORD|PEPPER|SECRET|TOKEN).*")))
                        .allMatch(variable -> variable.path("valueFrom").has("secretKeyRef")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "options"})
    void everySecretThatIsNamedCanBeFetched(String overlay) {
        Set<String> fetched = names(Overlays.ofKind(overlay, "ExternalSecret"));
        // Strimzi makes these itself
        Overlays.ofKind(overlay, "KafkaUser")
                .forEach(user -> fetched.add(user.path("metadata").path("name").asText()));
        fetched.add("millrace-cluster-ca-cert");

        Set<String> named = new TreeSet<>();
        Overlays.objects(overlay)
                .forEach(object -> List.of("secretKeyRef", "secret", "certificateRefs")
                        .forEach(field -> object.findValues(field)
                                .forEach(value -> (value.isArray() ? Overlays.elements(value) : Stream.of(value))
                                        .map(one -> one.path("name")
                                                .asText(one.path("secretName").asText()))
                                        .forEach(named::add))));

        assertThat(named).hasSizeGreaterThan(6);
        assertThat(fetched).containsAll(named);
    }

    @Test
    void theIngressNamesTheSecretOfTheRoutes() {
        assertThat(Overlays.ofKind("small", "Ingress"))
                .allSatisfy(ingress ->
                        assertThat(ingress.findValuesAsText("secretName")).containsOnly("millrace-tls"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "options"})
    void strimzisPodsAreAdmittedWhereOnlyRestrictedOnesAre(String overlay) {
        JsonNode brokers =
                Overlays.ofKind(overlay, "KafkaNodePool").get(0).path("spec").path("template");
        JsonNode operators = Overlays.ofKind(overlay, "Kafka")
                .get(0)
                .path("spec")
                .path("entityOperator")
                .path("template");
        assertThat(List.of(brokers.path("pod"), operators.path("pod"))).allSatisfy(pod -> {
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asText())
                    .isEqualTo("RuntimeDefault");
        });
        assertThat(List.of(
                        brokers.path("kafkaContainer"),
                        brokers.path("initContainer"),
                        operators.path("topicOperatorContainer"),
                        operators.path("userOperatorContainer")))
                .allSatisfy(container -> {
                    JsonNode context = container.path("securityContext");
                    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(context.path("capabilities").path("drop").path(0).asText())
                            .isEqualTo("ALL");
                });
        assertThat(Overlays.elements(Overlays.ofKind(overlay, "Kafka")
                        .get(0)
                        .path("spec")
                        .path("kafka")
                        .path("listeners")))
                .isNotEmpty()
                .allSatisfy(listener ->
                        assertThat(listener.path("networkPolicyPeers")).isNotEmpty());
    }

    @Test
    void withKafkaSecurityEveryStageSignsInOverTls() {
        assertThat(stages("options")).hasSize(4).allSatisfy(stage -> {
            String name = stage.path("metadata").path("name").asText();
            JsonNode container = Overlays.podSpec(stage).path("containers").path(0);
            assertThat(StageSettings.ofPod("options", container).environment())
                    .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "millrace-kafka-bootstrap:9093")
                    .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                    .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
            assertThat(names(Overlays.ofKind("options", "KafkaUser"))).contains("kafka-" + name);
            assertThat(Overlays.elements(container.path("env"))
                            .filter(variable -> variable.path("name").asText().equals("KAFKA_SASL_JAAS_CONFIG")))
                    .singleElement()
                    .satisfies(variable -> assertThat(variable.path("valueFrom")
                                    .path("secretKeyRef")
                                    .path("name")
                                    .asText())
                            .isEqualTo("kafka-" + name));
        });
        assertThat(Overlays.ofKind("options", "Kafka").get(0).findValuesAsText("tls"))
                .containsOnly("true");
    }

    @Test
    void everywhereTheImagesAreThoseThatTheScriptBuilds() {
        String version = Repository.read("pom.xml")
                .lines()
                .filter(line -> line.startsWith("  <version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll("</?version>", "")
                .strip();

        assertThat(OVERLAYS)
                .allSatisfy(overlay -> assertThat(stages(overlay).stream().flatMap(Overlays::containers))
                        .extracting(container -> container.path("image").asText())
                        .allMatch(image -> image.endsWith(":" + version), "is of version " + version));
        assertThat(Repository.read("deploy/compose.yaml").split("MILLRACE_VERSION:-" + version + "}", -1))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"millrace/console", "millrace/console:latest", "registry:5000/console"})
    void anImageWithoutAVersionIsFound(String image) {
        assertThat(hasVersion(image)).isFalse();
    }

    @Test
    void aContainerWithoutALimitIsFound() {
        JsonNode container = Overlays.containers(stages("small").get(0))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        assertThat(isBounded(container)).isTrue();

        ((ObjectNode) container.path("resources")).remove("limits");

        assertThat(isBounded(container)).isFalse();
    }

    private static boolean hasVersion(String image) {
        return image.matches("[^:]+(:[0-9]+/[^:]+)?:[0-9][^:/]*");
    }

    private static boolean isBounded(JsonNode container) {
        JsonNode resources = container.path("resources");
        String memory = resources.path("limits").path("memory").asText();
        return !memory.isEmpty()
                && memory.equals(resources.path("requests").path("memory").asText())
                && !resources.path("requests").path("cpu").asText().isEmpty();
    }

    private static Set<String> names(List<JsonNode> objects) {
        return objects.stream()
                .map(object -> object.path("metadata").path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> stages(String overlay) {
        return Overlays.workloads(overlay).stream()
                .filter(workload -> !workload.path("kind").asText().equals("Job"))
                .toList();
    }

    private static Set<String> selected(List<JsonNode> objects, String field) {
        return objects.stream()
                .map(object -> object.path("spec").path(field).path("matchLabels"))
                .map(labels -> labels.path("app.kubernetes.io/name").asText())
                .collect(Collectors.toSet());
    }

    private static String label(JsonNode workload) {
        return workload.path("spec")
                .path("template")
                .path("metadata")
                .path("labels")
                .path("app.kubernetes.io/name")
                .asText();
    }
}
