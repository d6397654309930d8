package io.millrace.cluster.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started and how one knows that it is ready.
 *
 * @param name name in logs and messages
 * @param command program and arguments
 * @param environment variables beside those of this process
 * @param folder its working folder; its log is beside it
 * @param ready when it may be used
 */
public record Recipe(String name, List<String> command, Map<String, String> environment, Path folder, Readiness ready) {

    /** Copies the collections. */
    public Recipe {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
