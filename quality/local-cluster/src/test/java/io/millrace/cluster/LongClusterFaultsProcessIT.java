package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.part.Network;
import io.millrace.cluster.process.Member;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: the same as of the short form, for faults that need more of the machine: a store that is away or full, a broker behind a cut
 * line, a broker that hangs, a restart of everything. Run by {@code -Dmillrace.long-faults=true}, as root.
 */
@EnabledIfSystemProperty(named = "millrace.long-faults", matches = "true", disabledReason = "the long form only")
class LongClusterFaultsProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int DISK_BYTES = 64 * 1024 * 1024;

    @TempDir
    static Path folder;

    private static boolean mounted;
    private static Network network;
    private static LocalCluster cluster;
    private static MillraceClient client;

    @BeforeAll
    static void startsTheCluster() throws Exception {
        assumeTrue(Balancer.program().isPresent(), "skipped: HAProxy is not installed on this machine");
        assumeTrue(Network.possible(), "skipped: a network namespace and a small disk need root");
        Path disk = Files.createDirectories(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
        mounted = true;
        network = Network.make();
        cluster = LocalCluster.start(new Plan(
                Path.of(System.getProperty("millrace.root")),
                System.getProperty("java.class.path"),
                Balancer.program().orElseThrow(),
                folder.resolve("members"),
                disk.resolve("objects"),
                3,
                network));
        client = MillraceClient.of(cluster.firstStartFolder());
    }

    @AfterAll
    static void stopsTheCluster() throws Exception {
        try {
            if (cluster != null) {
                cluster.close();
            }
        } finally {
            if (network != null) {
                network.close();
            }
            if (mounted) {
                run("umount", "--lazy", folder.resolve("disk").toString());
            }
        }
    }

    @Test
    void takesDataWhileTheStoreIsAway() {
        try (Agents agents = Agents.start(client, "store")) {
            agents.awaitMore(40);

            double failures = storeFailures();
            cluster.store().stop();
            try {
                agents.awaitMore(400);
                Eventually.until("a sink misses the store", LIMIT, () -> storeFailures() > failures);
            } finally {
                cluster.store().restart();
            }
            agents.awaitMore(40);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void takesDataWhileTheStoresDiskIsFull() throws IOException {
        Path filler = folder.resolve("disk").resolve("filler");
        try (Agents agents = Agents.start(client, "full")) {
            agents.awaitMore(40);

            double failures = storeFailures();
            fill(filler);
            try {
                agents.awaitMore(400);
                Eventually.until("a sink cannot write", LIMIT, () -> storeFailures() > failures);
            } finally {
                Files.delete(filler);
            }
            agents.awaitMore(40);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void losesNothingWhenABrokerIsCutOff() {
        try (Agents agents = Agents.start(client, "cut")) {
            agents.awaitMore(40);

            network.cut();
            try {
                agents.awaitMore(200);
            } finally {
                network.mend();
            }
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void losesNothingWhenABrokerHangs() {
        try (Agents agents = Agents.start(client, "hang")) {
            agents.awaitMore(40);

            cluster.member("broker-1").freeze();
            try {
                agents.awaitMore(200);
            } finally {
                cluster.member("broker-1").thaw();
            }
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void losesNothingWhenEverythingIsRestartedOneAfterTheOther() {
        try (Agents agents = Agents.start(client, "everything")) {
            for (Member member : List.copyOf(cluster.members())) {
                if (!member.name().equals("balancer")) {
                    member.stop();
                    member.restart();
                    agents.awaitMore(20);
                }
            }
            cluster.database().stop();
            cluster.database().restart();
            agents.awaitMore(20);
            cluster.store().stop();
            cluster.store().restart();
            agents.awaitMore(20);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    private static double storeFailures() {
        return Meters.sum(
                "millrace_sink_store_failures_total",
                List.of(cluster.member("sink-writer-1"), cluster.member("sink-writer-2")));
    }

    /** Writes until the file system takes no more. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(Files.size(file)).isPositive(); // full
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
