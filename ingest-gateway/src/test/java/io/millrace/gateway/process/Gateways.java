package io.millrace.gateway.process;

import io.millrace.gateway.TestTenant;
import io.millrace.testkit.process.JarProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the packaged gateway. */
final class Gateways {
    /** Heap and direct buffers as the image's start gives them to a pod of 1 GiB, the smallest of the overlays. */
    private static final List<String> MEMORY =
            List.of("-Xmx512m", "-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError");

    private Gateways() {}

    /** Starts one without waiting for it; its output goes to a file in the folder. */
    static JarProcess start(Path folder, String name, String bootstrapServers, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("MILLRACE_KEY_PEPPER", TestTenant.PEPPER);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.putAll(settings);
        return JarProcess.launch(
                Path.of(System.getProperty("millrace.gateway.jar")),
                folder.resolve(name + ".log"),
                environment,
                MEMORY);
    }
}
