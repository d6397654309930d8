package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
    void aFieldThatASchemaDoesNotKnowIsAFault() {
        JsonNode scaled = Overlays.ofKind("large", "ScaledObject").get(0).deepCopy();
        ((ObjectNode) scaled.path("spec")).put("maxReplicas", 3);

        assertThat(StrictModel.faults(scaled)).isNotEmpty();
    }
}
