package io.millrace.cluster.part;

import io.millrace.cluster.process.JavaCommand;
import io.millrace.cluster.process.Readiness;
import io.millrace.cluster.process.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How each stage is started: the packaged application with its settings as environment variables, as in a container. */
public final class Stages {
    private static final String CONSOLE = "console";
    private static final String READY = "/q/health/ready";
    private static final int GATEWAY_HEAP = 320;
    private static final int NORMALIZER_HEAP = 256;
    private static final int SINK_HEAP = 512;
    private static final int CONSOLE_HEAP = 512;
    /** Memory of each stage's container in {@code deploy/kustomize/overlays/small} or else its base, in MB. */
    private static final Map<String, Integer> CONTAINERS =
            Map.of("ingest-gateway", 640, "normalizer", 640, "sink-writer", 1536, CONSOLE, 3072);

    private static final int HEAP_PERCENT = 50;
    private static final int HEAP_PERCENT_OF_THE_CONSOLE = 40;

    private final Path root;
    private final Path folder;
    private final Map<String, String> shared;

    /**
     * Recipes with settings that all stages share.
     *
     * @param root the repository, built
     * @param folder where the stages work
     * @param shared settings by name, such as {@code kafka.bootstrap.servers}
     */
    public Stages(Path root, Path folder, Map<String, String> shared) {
        this.root = root;
        this.folder = folder;
        this.shared = Map.copyOf(shared);
    }

    /** A gateway: the balancer hears within two seconds that it is no longer ready, so it serves three more. */
    public Recipe gateway(int number, int port) {
        return stage("ingest-gateway", number, port, GATEWAY_HEAP, Map.of("quarkus.shutdown.delay", "3S"));
    }

    /** A normalizer, a static member of its groups. */
    public Recipe normalizer(int number, int port) {
        return stage(
                "normalizer", number, port, NORMALIZER_HEAP, Map.of("kafka.group.instance.id", "normalizer-" + number));
    }

    /** A sink, a static member of its groups. */
    public Recipe sink(int number, int port) {
        return stage(
                "sink-writer", number, port, SINK_HEAP, Map.of("kafka.group.instance.id", "sink-writer-" + number));
    }

    /** The console; the files of the first start are in its data folder. */
    public Recipe console(int port) {
        return stage(CONSOLE, 1, port, CONSOLE_HEAP, Map.of());
    }

    /** Data folder of the console. */
    public Path consoleData() {
        return folder.resolve("console-1");
    }

    private Recipe stage(String stage, int number, int port, int heapMegabytes, Map<String, String> own) {
        String name = stage + "-" + number;
        Path jar = root.resolve(stage).resolve("target/quarkus-app/quarkus-run.jar");
        Map<String, String> settings = new HashMap<>(shared);
        settings.putAll(own);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("millrace.data-dir", folder.resolve(name).toString());
        Integer container = Boolean.getBoolean("millrace.cluster.as-in-containers") ? CONTAINERS.get(stage) : null;
        List<String> command = new ArrayList<>(
                container == null
                        ? JavaCommand.jar(jar, heapMegabytes)
                        : JavaCommand.asInContainer(
                                jar, container, CONSOLE.equals(stage) ? HEAP_PERCENT_OF_THE_CONSOLE : HEAP_PERCENT));
        command.add(1, "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        return new Recipe(name, command, environment(settings), folder.resolve(name), Readiness.http(port, READY));
    }

    /** As MicroProfile Config reads them: capitals, and an underscore for every other character. */
    static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) ->
                environment.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        return environment;
    }
}
