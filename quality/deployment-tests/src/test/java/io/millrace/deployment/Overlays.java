package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** What {@code kubectl kustomize} makes of each overlay. */
final class Overlays {
    /** {@code options} is the large one with the components that no overlay has by itself. */
    static final List<String> NAMES = List.of("small", "large", "options");

    private static final String OPTIONS = "quality/deployment-tests/src/test/resources/overlays/options";

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");
    private static final Map<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

    private Overlays() {}

    /** Every object of an overlay; the test is skipped where kubectl is missing. */
    static List<JsonNode> objects(String overlay) {
        Assumptions.assumeTrue(
                Repository.program("kubectl").isPresent(), "skipped: kubectl is not installed on this machine");
        return RENDERED.computeIfAbsent(
                overlay,
                name -> Repository.documents(Repository.run(
                        Repository.ROOT,
                        "kubectl",
                        "kustomize",
                        name.equals("options") ? OPTIONS : "deploy/kustomize/overlays/" + name)));
    }

    static List<JsonNode> ofKind(String overlay, String kind) {
        return objects(overlay).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    static List<JsonNode> workloads(String overlay) {
        return objects(overlay).stream()
                .filter(object -> WORKLOADS.contains(object.path("kind").asText()))
                .toList();
    }

    /** Containers and init containers of a workload. */
    static Stream<JsonNode> containers(JsonNode workload) {
        JsonNode pod = podSpec(workload);
        return Stream.concat(elements(pod.path("containers")), elements(pod.path("initContainers")));
    }

    static JsonNode podSpec(JsonNode workload) {
        return workload.path("spec").path("template").path("spec");
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static String name(JsonNode object) {
        return object.path("kind").asText() + " "
                + object.path("metadata").path("name").asText();
    }
}
