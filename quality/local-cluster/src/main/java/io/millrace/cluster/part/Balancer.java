package io.millrace.cluster.part;

import io.millrace.cluster.process.Readiness;
import io.millrace.cluster.process.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy: one address for agents and people, requests shared among the gateways that say they are ready. */
public final class Balancer {

    private Balancer() {}

    /** The program, if this machine has it. */
    public static Optional<Path> program() {
        return Stream.of(
                        "/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy", "/opt/homebrew/bin/haproxy")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * A balancer on the port.
     *
     * @param template {@code deploy/local/haproxy.cfg}
     */
    public static Recipe recipe(
            Path program, Path template, Path folder, int port, List<Integer> gateways, int console) {
        Path file = folder.resolve("haproxy.cfg");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, configuration(Files.readString(template), port, gateways, console));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        List<String> command = List.of(program.toString(), "-db", "-f", file.toString());
        return new Recipe("balancer", command, Map.of(), folder, Readiness.port("127.0.0.1", port));
    }

    static String configuration(String template, int port, List<Integer> gateways, int console) {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i < gateways.size(); i++) {
            servers.append("    server gateway-%d 127.0.0.1:%d%n".formatted(i + 1, gateways.get(i)));
        }
        return template.replace("@PORT@", Integer.toString(port))
                .replace("@GATEWAYS@", servers.toString().stripTrailing().stripLeading())
                .replace("@CONSOLE@", "server console-1 127.0.0.1:" + console);
    }
}
