package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
                        .allSatisfy(container -> {
                            JsonNode resources = container.path("resources");
                            assertThat(resources.path("requests").path("cpu").asText())
                                    .as(Overlays.name(workload))
                                    .isNotBlank();
                            assertThat(resources.path("requests").path("memory").asText())
                                    .isNotBlank();
                            assertThat(resources.path("limits").path("memory").asText())
                                    .isEqualTo(resources
                                            .path("requests")
                                            .path("memory")
                                            .asText());
                        }));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyImageHasAVersion(String overlay) {
        assertThat(Overlays.workloads(overlay))
                .allSatisfy(workload -> assertThat(Overlays.containers(workload))
                        .extracting(container -> container.path("image").asText())
                        .allMatch(image -> image.matches("[^:]+(:[0-9]+/[^:]+)?:[0-9][^:]*"), "has a version"));
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
