package io.millrace.deployment;

import static io.millrace.deployment.Sizes.GIB;
import static io.millrace.deployment.Sizes.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a stage may use of memory and disk fits into what its container has, and every folder it writes to can be written. */
class RoomTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    /** For code, classes, threads and the JVM itself; more where a DuckDB library is loaded. */
    private static final Map<String, Long> RESERVES = Map.of(
            "ingest-gateway", 224 * MIB, "normalizer", 224 * MIB, "sink-writer", 320 * MIB, "console", 320 * MIB);

    private static final Path DATA = Path.of("/var/lib/millrace");
    private static final Path TMP = Path.of("/tmp");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void theMemoryOfAPodIsEnoughForHeapBuffersAndEngines(String overlay) {
        assertThat(containers(overlay)).hasSize(4).allSatisfy((stage, container) -> {
            StageSettings settings = StageSettings.ofPod(overlay, container);
            long limit = Sizes.bytes(
                    container.path("resources").path("limits").path("memory").asText());
            assertThat(memory(settings, limit)).as(stage).isLessThanOrEqualTo(limit);
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void theFoldersOfAPodCanBeWrittenAndAreLargeEnough(String overlay) {
        Overlays.workloads(overlay).stream()
                .filter(workload -> !workload.path("kind").asText().equals("Job"))
                .forEach(workload -> {
                    JsonNode container =
                            Overlays.podSpec(workload).path("containers").path(0);
                    Map<Path, Long> writable = writable(Overlays.podSpec(workload), container);
                    Map<Path, Long> held = new HashMap<>();
                    disk(StageSettings.ofPod(overlay, container))
                            .forEach((folder, bytes) -> held.merge(mountOf(writable, folder), bytes, Long::sum));
                    assertThat(held)
                            .as(Overlays.name(workload))
                            .allSatisfy((mount, bytes) -> assertThat(bytes).isLessThanOrEqualTo(writable.get(mount)));
                });
    }

    @Test
    void theMemoryOfAComposeServiceIsEnoughForHeapBuffersEnginesAndTmp() {
        assertThat(services()).hasSize(4).allSatisfy((stage, service) -> {
            long limit = Sizes.bytes(service.path("mem_limit").asText());
            long temporary =
                    tmpfs(service).values().stream().mapToLong(Long::longValue).sum();
            assertThat(memory(StageSettings.ofService(stage, service), limit) + temporary)
                    .as(stage)
                    .isLessThanOrEqualTo(limit);
        });
    }

    @Test
    void theFoldersOfAComposeServiceCanBeWrittenAndTheLargeOnesAreOnVolumes() {
        assertThat(services()).allSatisfy((stage, service) -> {
            Map<Path, Long> writable = new HashMap<>(tmpfs(service));
            Overlays.elements(service.path("volumes"))
                    .map(volume -> volume.asText().split(":", -1))
                    .filter(volume -> volume.length == 2)
                    .forEach(volume -> writable.put(Path.of(volume[1]), Long.MAX_VALUE));
            disk(StageSettings.ofService(stage, service))
                    .forEach((folder, bytes) -> assertThat(bytes)
                            .as(stage + " " + folder)
                            .isLessThanOrEqualTo(writable.get(mountOf(writable, folder))));
        });
    }

    @Test
    void theSharesOfMemoryAreThoseOfTheStartProgram() {
        assertThat(Repository.read("deploy/images/start"))
                .contains("-XX:MaxRAMPercentage=\"${MILLRACE_HEAP_PERCENT:-50}\"")
                .contains("direct=$((limit / 8 / 1048576))")
                .contains("if [ \"$direct\" -lt 64 ]; then direct=64; fi")
                .contains("if [ \"$direct\" -gt 1024 ]; then direct=1024; fi");
    }

    private static long memory(StageSettings settings, long limit) {
        return settings.heapBytes(limit)
                + StageSettings.directBytes(limit)
                + settings.engineBytes()
                + RESERVES.getOrDefault(settings.stage(), 0L);
    }

    /** Most bytes that a stage keeps in each of its folders. */
    private static Map<Path, Long> disk(StageSettings settings) {
        Map<Path, Long> folders = new LinkedHashMap<>();
        switch (settings.stage()) {
            case "console" -> {
                folders.put(TMP, 256 * MIB);
                folders.put(DATA.resolve("first start and database"), 64 * MIB);
                folders.put(
                        settings.folder("millrace.console.query.spill-directory", TMP.resolve("spill")),
                        settings.bytes("millrace.console.query.file-cache")
                                + settings.number("millrace.console.query.concurrent")
                                        * settings.bytes("millrace.console.query.max-spill"));
                folders.put(
                        settings.folder("millrace.console.minql.export.directory", DATA.resolve("exports")),
                        settings.number("millrace.console.minql.export.per-organization")
                                * settings.bytes("millrace.console.minql.export.max-bytes"));
            }
            case "sink-writer" -> {
                folders.put(TMP, 320 * MIB);
                // what does not fit into memory, and the files that are joined and made
                folders.put(
                        settings.folder("millrace.maintenance.rewrite.folder", DATA.resolve("maintenance")),
                        settings.bytes("millrace.maintenance.rewrite.max-spill") + 2 * GIB);
            }
            default -> {
                folders.put(TMP, 64 * MIB);
                folders.put(DATA, MIB);
            }
        }
        return folders;
    }

    private static Path mountOf(Map<Path, Long> writable, Path folder) {
        return writable.keySet().stream()
                .filter(folder::startsWith)
                .findFirst()
                .orElseThrow(() -> new AssertionError(folder + " cannot be written"));
    }

    private static Map<String, JsonNode> containers(String overlay) {
        Map<String, JsonNode> containers = new LinkedHashMap<>();
        Overlays.workloads(overlay).stream()
                .flatMap(Overlays::containers)
                .filter(container -> RESERVES.containsKey(container.path("name").asText()))
                .forEach(container -> containers.put(container.path("name").asText(), container));
        return containers;
    }

    private static Map<String, JsonNode> services() {
        JsonNode all = Repository.merged(Repository.read("deploy/compose.yaml")).path("services");
        Map<String, JsonNode> services = new LinkedHashMap<>();
        RESERVES.keySet().forEach(stage -> services.put(stage, all.path(stage)));
        return services;
    }

    /** Mounts of a container by their folders, with their limits. */
    private static Map<Path, Long> writable(JsonNode pod, JsonNode container) {
        Map<String, Long> volumes = new HashMap<>();
        Overlays.elements(pod.path("volumes"))
                .filter(volume -> volume.has("emptyDir"))
                .forEach(volume -> volumes.put(
                        volume.path("name").asText(),
                        Sizes.bytes(volume.path("emptyDir").path("sizeLimit").asText())));
        Map<Path, Long> mounts = new HashMap<>();
        Overlays.elements(container.path("volumeMounts"))
                .filter(mount -> volumes.containsKey(mount.path("name").asText()))
                .forEach(mount -> mounts.put(
                        Path.of(mount.path("mountPath").asText()),
                        volumes.get(mount.path("name").asText())));
        return mounts;
    }

    private static Map<Path, Long> tmpfs(JsonNode service) {
        Map<Path, Long> folders = new HashMap<>();
        Overlays.elements(service.path("tmpfs")).map(JsonNode::asText).forEach(mount -> {
            String size = mount.replaceAll(".*size=([^,]*).*", "$1");
            folders.put(Path.of(mount.substring(0, mount.indexOf(':'))), Sizes.bytes(size));
        });
        return folders;
    }
}
