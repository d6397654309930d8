package io.millrace.testkit.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;

/**
 * Whether a server of the tests runs in a container. {@code MILLRACE_TEST_CONTAINERS} decides: {@code auto} (default) takes a
 * container where Docker answers and has the image, {@code always} fetches the image or fails, {@code never} does not ask.
 * Each server says once which it is.
 */
public final class Containers {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final Map<String, Boolean> DECIDED = new ConcurrentHashMap<>();

    private Containers() {}

    /**
     * Whether the image's server runs in a container.
     *
     * @param server its name in what is said
     * @param image public image with its tag
     */
    public static boolean use(String server, String image) {
        return DECIDED.computeIfAbsent(image, name -> {
            String reason = reasonAgainst(name);
            System.out.println("tests: " + server
                    + (reason.isEmpty() ? " runs in a container, " + name : " runs embedded: " + reason));
            return reason.isEmpty();
        });
    }

    private static String reasonAgainst(String image) {
        String wish =
                System.getenv().getOrDefault("MILLRACE_TEST_CONTAINERS", "auto").toLowerCase(Locale.ROOT);
        if (wish.equals("always")) {
            return "";
        }
        if (wish.equals("never")) {
            return "MILLRACE_TEST_CONTAINERS=never";
        }
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(SOCKET)) {
            return "Docker is not here";
        }
        DockerClientFactory docker = DockerClientFactory.instance();
        if (!docker.isDockerAvailable()) {
            return "Docker does not answer";
        }
        boolean there = !docker.client()
                .listImagesCmd()
                .withImageNameFilter(image)
                .exec()
                .isEmpty();
        return there ? "" : "Docker does not have " + image + " (docker pull " + image + ")";
    }
}
