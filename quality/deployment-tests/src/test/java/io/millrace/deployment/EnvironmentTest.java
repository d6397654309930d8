package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every environment variable of a manifest is one that something reads. */
class EnvironmentTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    private static final Pattern SETTING = Pattern.compile("^\\| `([a-z0-9.<>-]+)` \\|", Pattern.MULTILINE);

    /** Read by others than Millrace: Quarkus, the Kafka clients, AWS' SDK, deploy/images/start, create-topics. */
    private static final Set<String> OTHERS = Set.of(
            "QUARKUS_HTTP_PORT",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "MILLRACE_HEAP_PERCENT",
            "MILLRACE_KEY_PEPPER",
            "PARTITIONS",
            "REPLICAS");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyVariableOfAnOverlayIsInTheReference(String overlay) {
        Set<String> used = new TreeSet<>();
        Overlays.workloads(overlay).stream()
                .flatMap(Overlays::containers)
                .flatMap(container -> Overlays.elements(container.path("env")))
                .forEach(variable -> used.add(variable.path("name").asText()));
        Overlays.ofKind(overlay, "ConfigMap").stream()
                .filter(map -> map.path("metadata").path("name").asText().startsWith("millrace-settings"))
                .forEach(map -> map.path("data").fieldNames().forEachRemaining(used::add));

        assertThat(used).hasSizeGreaterThan(8);
        assertThat(unknown(used)).isEmpty();
    }

    @Test
    void everyVariableOfTheComposeFileIsInTheReference() {
        Set<String> used = new TreeSet<>();
        JsonNode services =
                Repository.merged(Repository.read("deploy/compose.yaml")).path("services");
        Stream.of("console", "ingest-gateway", "normalizer", "sink-writer")
                .forEach(stage ->
                        services.path(stage).path("environment").fieldNames().forEachRemaining(used::add));

        assertThat(used).hasSizeGreaterThan(8);
        assertThat(unknown(used)).isEmpty();
    }

    @Test
    void aVariableThatNothingReadsIsFound() {
        assertThat(unknown(Set.of(
                        "KAFKA_BOOTSTRAP_SERVER",
                        "KAFKA_GROUP_INSTANCE_ID",
                        "QUARKUS_HTTP_PROT",
                        "AWS_ACCESS_KEY",
                        "MILLRACE_SINK_COMMIT_INTERVALL",
                        "MILLRACE_SINK_COMMIT_INTERVAL")))
                .containsExactlyInAnyOrder(
                        "KAFKA_BOOTSTRAP_SERVER",
                        "QUARKUS_HTTP_PROT",
                        "AWS_ACCESS_KEY",
                        "MILLRACE_SINK_COMMIT_INTERVALL");
    }

    private static List<String> unknown(Set<String> used) {
        Set<String> known = new TreeSet<>();
        Matcher settings = SETTING.matcher(Repository.read("docs/reference/configuration.md"));
        while (settings.find()) {
            known.add(settings.group(1).replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        assertThat(known).hasSizeGreaterThan(40);
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .forEach(name -> known.add("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT)));
        return used.stream()
                .filter(name -> !known.contains(name) && !OTHERS.contains(name))
                .toList();
    }
}
