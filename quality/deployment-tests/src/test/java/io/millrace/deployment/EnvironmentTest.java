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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every environment variable of a manifest is one that something reads. */
class EnvironmentTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    private static final Pattern SETTING = Pattern.compile("^\\| `([a-z0-9.<>-]+)` \\|", Pattern.MULTILINE);

    /** Read by others than Millrace: Quarkus, the Kafka clients, AWS' SDK, deploy/images/start, create-topics. */
    private static final Pattern OTHERS = Pattern.compile(
            "QUARKUS_[A-Z0-9_]+|KAFKA_[A-Z0-9_]+|AWS_[A-Z0-9_]+|MILLRACE_(HEAP_PERCENT|JAVA_OPTIONS|DATA_DIR|KEY_PEPPER)"
                    + "|PARTITIONS|REPLICAS");

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

    private static List<String> unknown(Set<String> used) {
        Set<String> known = new TreeSet<>();
        Matcher settings = SETTING.matcher(Repository.read("docs/reference/configuration.md"));
        while (settings.find()) {
            known.add(settings.group(1).replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        assertThat(known).hasSizeGreaterThan(40);
        return used.stream()
                .filter(name -> !known.contains(name) && !OTHERS.matcher(name).matches())
                .toList();
    }
}
