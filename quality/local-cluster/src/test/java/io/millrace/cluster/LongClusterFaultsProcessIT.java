package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.part.Network;
import io.millrace.cluster.process.Member;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int DISK_BYTES = 64 * 1024 * 1024;

    @TempDir
    static Path folder;

    private static Network network;
    private static LocalCluster cluster;
    private static MillraceClient client;

    @BeforeAll
    static void startsTheCluster() throws Exception {
        assumeTrue(Balancer.program().isPresent(), "skipped: HAProxy is not installed on this machine");
        assumeTrue(Network.possible(), "skipped: a network namespace and a small disk need root");
        Path disk = Files.createDirectories(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
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
        if (cluster != null) {
            cluster.close();
        }
        if (network != null) {
            network.close();
            run("umount", folder.resolve("disk").toString());
        }
    }

    @Test
    void takesDataWhileTheStoreIsAway() {
        try (Agents agents = Agents.start(client, "store")) {
            agents.awaitMore(40);

            cluster.store().stop();
            agents.awaitMore(400);
            cluster.store().restart();
            agents.awaitMore(40);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings("store", agents.acknowledged()))
                    .isEmpty();
        }
    }

    @Test
    void takesDataWhileTheStoresDiskIsFull() throws IOException {
        Path filler = folder.resolve("disk").resolve("filler");
        try (Agents agents = Agents.start(client, "full")) {
            agents.awaitMore(40);

            fill(filler);
            agents.awaitMore(400);
            Files.delete(filler);
            agents.awaitMore(40);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings("full", agents.acknowledged()))
                    .isEmpty();
        }
    }

    @Test
    void losesNothingWhenABrokerIsCutOff() {
        try (Agents agents = Agents.start(client, "cut")) {
            agents.awaitMore(40);

            network.cut();
            agents.awaitMore(200);
            network.mend();
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings("cut", agents.acknowledged()))
                    .isEmpty();
        }
    }

    @Test
    void losesNothingWhenABrokerHangs() {
        try (Agents agents = Agents.start(client, "hang")) {
            agents.awaitMore(40);

            cluster.member("broker-1").freeze();
            agents.awaitMore(200);
            cluster.member("broker-1").thaw();
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings("hang", agents.acknowledged()))
                    .isEmpty();
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
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings("everything", agents.acknowledged()))
                    .isEmpty();
        }
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
