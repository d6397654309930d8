package io.millrace.cluster;

import io.millrace.cluster.part.Network;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a local cluster is made from.
 *
 * @param root the repository, built
 * @param classPath class path of the broker processes
 * @param balancer the HAProxy program
 * @param folder where members work and write their logs
 * @param storeFolder where the object store keeps its objects; a file system of its own can be filled
 * @param brokers how many brokers, 1 or 3
 * @param network a network whose namespace the last broker lives in; null puts all on 127.0.0.1
 */
public record Plan(
        Path root,
        String classPath,
        Path balancer,
        Path folder,
        Path storeFolder,
        int brokers,
        @Nullable Network network) {

    /** Refuses what makes no cluster. */
    public Plan {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("brokers must be 1 or 3: " + brokers);
        }
        root = root.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
        storeFolder = storeFolder.toAbsolutePath().normalize();
    }
}
