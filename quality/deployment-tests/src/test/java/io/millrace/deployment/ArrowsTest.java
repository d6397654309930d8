package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.deployment.NetworkPolicies.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every arrow of the architecture is open at both ends, and nothing else is. */
class ArrowsTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    private static final End KAFKA =
            End.pod(Map.of("app.kubernetes.io/name", "kafka", "strimzi.io/cluster", "millrace"));
    private static final End POSTGRES = End.pod("postgres");
    private static final End STORE = End.pod("object-store");
    private static final End NAMES = End.of(Map.of("kubernetes.io/metadata.name", "kube-system"));
    private static final End BALANCER =
            End.of(Map.of("kubernetes.io/metadata.name", "ingress-nginx", "millrace.io/balancer", "true"));
    private static final End MONITORING = End.of(Map.of("kubernetes.io/metadata.name", "monitoring"));
    private static final End OTHERS = End.of(Map.of("kubernetes.io/metadata.name", "default"));
    private static final End INTERNET = End.address("203.0.113.7");
    private static final End METADATA = End.address("169.254.169.254");
    private static final List<String> STAGES = List.of("ingest-gateway", "normalizer", "sink-writer", "console");

    private record Arrow(String source, End from, String target, End to, int port) {
        @Override
        public String toString() {
            return source + " -> " + target + ":" + port;
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyArrowIsOpenAtBothEnds(String overlay) {
        NetworkPolicies policies = new NetworkPolicies(Overlays.ofKind(overlay, "NetworkPolicy"));

        assertThat(arrows(overlay))
                .hasSizeGreaterThan(30)
                .allSatisfy(arrow -> assertThat(policies.allow(arrow.from(), arrow.to(), arrow.port()))
                        .as(arrow.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void nothingElseIsOpen(String overlay) {
        NetworkPolicies policies = new NetworkPolicies(Overlays.ofKind(overlay, "NetworkPolicy"));

        assertThat(closed(overlay))
                .hasSizeGreaterThan(30)
                .allSatisfy(arrow -> assertThat(policies.allow(arrow.from(), arrow.to(), arrow.port()))
                        .as(arrow.toString())
                        .isFalse());
    }

    private static List<Arrow> arrows(String overlay) {
        Stream<Arrow> ofStages = STAGES.stream()
                .flatMap(stage -> Stream.of(
                        new Arrow(stage, pod(overlay, stage), "brokers", KAFKA, 9092),
                        new Arrow(stage, pod(overlay, stage), "brokers", KAFKA, 9093),
                        new Arrow(
                                stage, pod(overlay, stage), "brokers' namespace", labelled("millrace.io/kafka"), 9092),
                        new Arrow(stage, pod(overlay, stage), "names", NAMES, 53),
                        new Arrow("monitoring", MONITORING, stage, pod(overlay, stage), 8080)));
        Stream<Arrow> ofTables = Stream.of("sink-writer", "console")
                .flatMap(stage -> Stream.of(
                        new Arrow(stage, pod(overlay, stage), "database", POSTGRES, 5432),
                        new Arrow(stage, pod(overlay, stage), "its namespace", labelled("millrace.io/postgres"), 5432),
                        new Arrow(stage, pod(overlay, stage), "store", STORE, 9000),
                        new Arrow(
                                stage,
                                pod(overlay, stage),
                                "its namespace",
                                labelled("millrace.io/object-store"),
                                9000),
                        new Arrow(stage, pod(overlay, stage), "store elsewhere", INTERNET, 443)));
        Stream<Arrow> others = Stream.of(
                new Arrow("balancer", BALANCER, "gateway", pod(overlay, "ingest-gateway"), 8080),
                new Arrow("balancer", BALANCER, "console", pod(overlay, "console"), 8080),
                new Arrow("topic job", End.pod("create-topics"), "brokers", KAFKA, 9092),
                new Arrow("topic job", End.pod("create-topics"), "names", NAMES, 53),
                new Arrow("broker", KAFKA, "broker", KAFKA, 9091),
                new Arrow("database", POSTGRES, "database", POSTGRES, 5432),
                new Arrow("store", STORE, "store", STORE, 9000));
        return Stream.of(ofStages, ofTables, others).flatMap(all -> all).toList();
    }

    private static List<Arrow> closed(String overlay) {
        Stream<Arrow> ofStages = STAGES.stream()
                .flatMap(stage -> Stream.of(
                        new Arrow("anybody", OTHERS, stage, pod(overlay, stage), 8080),
                        new Arrow("monitoring", MONITORING, stage, pod(overlay, stage), 22),
                        new Arrow(stage, pod(overlay, stage), "the metadata address", METADATA, 443),
                        new Arrow(stage, pod(overlay, stage), "the metadata address", METADATA, 80),
                        new Arrow(stage, pod(overlay, stage), "the internet", INTERNET, 80),
                        new Arrow(stage, pod(overlay, stage), "the console", pod(overlay, "console"), 8080),
                        new Arrow(stage, pod(overlay, stage), "the brokers' own port", KAFKA, 9091)));
        Stream<Arrow> ofGateways = Stream.of("ingest-gateway", "normalizer", "create-topics")
                .map(End::pod)
                .flatMap(pod -> Stream.of(
                        new Arrow("no table", pod, "database", POSTGRES, 5432),
                        new Arrow("no table", pod, "store", STORE, 9000),
                        new Arrow("no table", pod, "store elsewhere", INTERNET, 443)));
        Stream<Arrow> others = Stream.of(
                new Arrow("balancer", BALANCER, "normalizer", pod(overlay, "normalizer"), 8080),
                new Arrow("balancer", BALANCER, "sink", pod(overlay, "sink-writer"), 8080),
                new Arrow("balancer", BALANCER, "brokers", KAFKA, 9092),
                new Arrow("anybody", OTHERS, "brokers", KAFKA, 9092),
                new Arrow("anybody", OTHERS, "database", POSTGRES, 5432),
                new Arrow("broker", KAFKA, "the internet", INTERNET, 80));
        return Stream.of(ofStages, ofGateways, others).flatMap(all -> all).toList();
    }

    /** A pod as the overlay's workload labels it. */
    private static End pod(String overlay, String stage) {
        JsonNode labels = Overlays.workloads(overlay).stream()
                .filter(workload ->
                        workload.path("metadata").path("name").asText().equals(stage))
                .findFirst()
                .orElseThrow()
                .path("spec")
                .path("template")
                .path("metadata")
                .path("labels");
        Map<String, String> pod = new HashMap<>();
        labels.properties()
                .forEach(label -> pod.put(label.getKey(), label.getValue().asText()));
        return End.pod(pod);
    }

    private static End labelled(String label) {
        return End.of(Map.of(label, "true"));
    }
}
