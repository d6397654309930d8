package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every overlay is rendered by kubectl, and every object of it is one that its API takes. */
class ManifestsTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyObjectFitsItsSchema(String overlay) {
        List<JsonNode> objects = Overlays.objects(overlay);

        List<String> faults = objects.stream()
                .flatMap(object -> StrictModel.faults(object).stream())
                .toList();

        assertThat(objects).hasSizeGreaterThan(20);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyObjectIsInTheNamespace(String overlay) {
        assertThat(Overlays.objects(overlay))
                .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
                .allSatisfy(object -> assertThat(
                                object.path("metadata").path("namespace").asText())
                        .as(Overlays.name(object))
                        .isEqualTo("millrace"));
    }

    @Test
    void aFieldThatTheApiDoesNotKnowIsAFault() {
        JsonNode deployment = Overlays.ofKind("small", "Deployment").get(0).deepCopy();
        ((ObjectNode) Overlays.podSpec(deployment)).put("runAsNonroot", true);

        assertThat(StrictModel.faults(deployment)).isNotEmpty();
    }

    @Test
    void aFieldThatNoKindKnowsIsAFaultInEachOfThem() {
        Map<String, JsonNode> kinds = new TreeMap<>();
        Overlays.NAMES.forEach(overlay -> Overlays.objects(overlay)
                .forEach(object -> kinds.put(object.path("kind").asText(), object)));

        assertThat(kinds).hasSizeGreaterThan(15).allSatisfy((kind, object) -> {
            JsonNode misspelt = object.deepCopy();
            JsonNode spec = misspelt.has("spec") ? misspelt.path("spec") : misspelt;
            ((ObjectNode) spec).put("misspelt", 3);

            assertThat(StrictModel.faults(misspelt)).as(kind).isNotEmpty();
        });
    }

    @Test
    void theExampleForTheControllerOfTheIngressFitsItsSchema() {
        JsonNode example = Repository.documents(
                        Repository.read("deploy/kustomize/examples/ingress-nginx-controller.yaml"))
                .get(0);

        assertThat(StrictModel.faults(example)).isEmpty();
        assertThat(example.path("data").path("keep-alive").asInt()).isGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "options"})
    void theGatewayKeepsIdleConnectionsLongEnough(String overlay) {
        assertThat(Overlays.ofKind(overlay, "ClientTrafficPolicy"))
                .hasSize(1)
                .allSatisfy(policy -> assertThat(policy.path("spec")
                                .path("timeout")
                                .path("http")
                                .path("idleTimeout")
                                .asText())
                        .isEqualTo("300s"));
    }
}
