package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a stage as a manifest sets it, and the defaults of the reference for the rest. */
record StageSettings(String stage, Map<String, String> environment) {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(millrace\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`|none) \\|", Pattern.MULTILINE);
    private static final Map<String, String> DEFAULTS = defaults();

    /** Of a container of an overlay: what is written there and in the ConfigMap that it names. */
    static StageSettings ofPod(String overlay, JsonNode container) {
        Map<String, String> environment = new LinkedHashMap<>();
        Overlays.elements(container.path("envFrom"))
                .map(source -> source.path("configMapRef").path("name").asText())
                .flatMap(name -> Overlays.ofKind(overlay, "ConfigMap").stream()
                        .filter(map ->
                                map.path("metadata").path("name").asText().equals(name)))
                .forEach(map -> map.path("data")
                        .properties()
                        .forEach(entry ->
                                environment.put(entry.getKey(), entry.getValue().asText())));
        Overlays.elements(container.path("env"))
                .filter(variable -> variable.has("value"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return new StageSettings(container.path("name").asText(), environment);
    }

    /** Of a service of the compose file. */
    static StageSettings ofService(String stage, JsonNode service) {
        Map<String, String> environment = new LinkedHashMap<>();
        service.path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return new StageSettings(stage, environment);
    }

    /** The value of a setting, as set or by default. */
    Optional<String> find(String setting) {
        String variable = setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(environment.getOrDefault(variable, DEFAULTS.get(setting)));
    }

    long bytes(String setting) {
        return Sizes.bytes(find(setting).orElseThrow(() -> new AssertionError(setting + " has no value")));
    }

    long number(String setting) {
        return Long.parseLong(find(setting).orElseThrow(() -> new AssertionError(setting + " has no value")));
    }

    /** A folder; {@code ${millrace.data-dir:…}} is what the image sets. */
    Path folder(String setting, Path otherwise) {
        return find(setting)
                .map(value -> value.replaceAll("\\$\\{millrace\\.data-dir:[^}]*}", "/var/lib/millrace"))
                .map(Path::of)
                .orElse(otherwise);
    }

    /** Bytes of the heap in a container with that limit, as deploy/images/start gives it. */
    long heapBytes(long limit) {
        return limit * Integer.parseInt(environment.getOrDefault("MILLRACE_HEAP_PERCENT", "50")) / 100;
    }

    /** Most bytes of direct buffers in a container with that limit, as deploy/images/start gives it. */
    static long directBytes(long limit) {
        return Math.min(Math.max(limit / 8, 64L << 20), 1024L << 20);
    }

    /** Most bytes that engines besides the heap may use. */
    long engineBytes() {
        return switch (stage) {
            case "console" -> number("millrace.console.query.concurrent") * bytes("millrace.console.query.memory");
            case "sink-writer" -> bytes("millrace.maintenance.rewrite.memory");
            default -> 0;
        };
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(Repository.read("docs/reference/configuration.md"));
        while (rows.find()) {
            if (rows.group(2) != null) {
                defaults.put(rows.group(1), Objects.requireNonNull(rows.group(2)));
            }
        }
        return defaults;
    }
}
