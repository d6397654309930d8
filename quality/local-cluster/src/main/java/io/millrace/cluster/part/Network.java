package io.millrace.cluster.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of two hosts on this machine: this one, and a network namespace in which one member lives. The line between them can be
 * cut. Needs root and {@code ip}; both ends have addresses of a private range that exists on this machine only.
 */
public final class Network implements AutoCloseable {
    private static final Path IP = Path.of("/usr/sbin/ip");
    private static final Path IP_ELSEWHERE = Path.of("/sbin/ip");
    private static final int THIRD = 250;

    private final String namespace = "millrace-" + ProcessHandle.current().pid();
    private final String here = "mr" + ProcessHandle.current().pid() % 100_000;
    private final String subnet = "10." + THIRD + "." + ProcessHandle.current().pid() % 250;

    private Network() {}

    /** Whether a network can be made on this machine. */
    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && (Files.isExecutable(IP) || Files.isExecutable(IP_ELSEWHERE));
    }

    /** Makes the namespace and the line. */
    public static Network make() {
        Network network = new Network();
        try {
            network.ip("netns", "add", network.namespace);
            network.ip("link", "add", network.here, "type", "veth", "peer", "name", "eth0", "netns", network.namespace);
            network.ip("addr", "add", network.hostAddress() + "/24", "dev", network.here);
            network.ip("link", "set", network.here, "up");
            network.inside("addr", "add", network.memberAddress() + "/24", "dev", "eth0");
            network.inside("link", "set", "eth0", "up");
            network.inside("link", "set", "lo", "up");
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Address of this machine in the network. */
    public String hostAddress() {
        return subnet + ".1";
    }

    /** Address of the member in the namespace. */
    public String memberAddress() {
        return subnet + ".2";
    }

    /** The command, run in the namespace. */
    public List<String> inNamespace(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(command);
        return whole;
    }

    /** No packet gets through any more, and nobody is told. */
    public void cut() {
        inside("link", "set", "eth0", "down");
    }

    /** Packets get through again. */
    public void mend() {
        inside("link", "set", "eth0", "up");
    }

    /** Removes the namespace, and the line with it. */
    @Override
    public void close() {
        try {
            ip("netns", "del", namespace);
        } catch (IllegalStateException e) {
            // it was not made
        }
    }

    private void inside(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", namespace));
        all.addAll(List.of(arguments));
        ip(all.toArray(String[]::new));
    }

    private void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run ip", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
