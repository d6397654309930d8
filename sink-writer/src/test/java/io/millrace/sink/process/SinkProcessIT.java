package io.millrace.sink.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.process.JarProcess;
import io.millrace.testkit.store.S3Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged sink, ended in an orderly way and killed at random moments. More kills: {@code -Dmillrace.kill-rounds=20}; what
 * they came to is logged.
 */
@Timeout(3_600)
class SinkProcessIT {
    private static final Logger LOG = Logger.getLogger(SinkProcessIT.class);
    private static final int ROUNDS = Integer.getInteger("millrace.kill-rounds", 2);
    private static final long SEED = Long.getLong("millrace.kill-seed", 5);
    private static final int EVENTS_A_ROUND = 12_000;
    private static final int FULL = 1_000;
    private static final int HELD = 600;
    private static final int TERMINATED = 143;
    private static final Map<String, String> SELDOM = Map.of(
            "MILLRACE_SINK_COMMIT_LINGER", "1h",
            "MILLRACE_SINK_COMMIT_INTERVAL", "1h",
            "MILLRACE_SINK_COMMIT_MAX_ROWS", Integer.toString(FULL),
            "MILLRACE_MAINTENANCE_ENABLED", "false");
    private static final Map<String, String> OFTEN =
            Map.of("MILLRACE_SINK_COMMIT_INTERVAL", "200ms", "MILLRACE_SINK_COMMIT_MAX_ROWS", "500");

    @TempDir
    Path folder;

    @Test
    void commitsWhatItHoldsWhenItIsToldToStop() {
        try (SinkRig rig = new SinkRig(folder, new Random(SEED));
                JarProcess sink = rig.launch("sink", SELDOM)) {
            rig.send(HELD);
            rig.awaitHeld(HELD, sink);

            int exitCode = sink.stop();

            assertThat(exitCode).isEqualTo(TERMINATED);
            assertThat(sink.output()).doesNotContain("Exception", "is read again");
            assertThat(rig.timesStored()).hasSize(HELD).values().containsOnly(1);
            assertThat(rig.commits()).isEqualTo(1);
        }
    }

    @Test
    void commitsWhatItHoldsAlsoAfterEarlierCommits() {
        try (SinkRig rig = new SinkRig(folder, new Random(SEED));
                JarProcess sink = rig.launch("sink", SELDOM)) {
            rig.send(FULL);
            rig.awaitRows(FULL, sink);
            rig.send(HELD);
            rig.awaitHeld(HELD, sink);

            int exitCode = sink.stop();

            assertThat(exitCode).isEqualTo(TERMINATED);
            assertThat(sink.output()).doesNotContain("Exception", "is read again");
            assertThat(rig.timesStored()).hasSize(FULL + HELD).values().containsOnly(1);
            assertThat(rig.commits()).isEqualTo(2);
        }
    }

    @Test
    void commitsWhatItHoldsOnceToAnObjectStoreWhenItIsToldToStop() {
        try (S3Server s3 = S3Server.start();
                SinkRig rig = new SinkRig(folder, new Random(SEED), s3.settings("drained"));
                JarProcess sink = rig.launch("sink", SELDOM)) {
            rig.send(FULL);
            rig.awaitRows(FULL, sink);
            rig.send(HELD);
            rig.awaitHeld(HELD, sink);

            int exitCode = sink.stop();

            assertThat(exitCode).isEqualTo(TERMINATED);
            assertThat(sink.output()).doesNotContain("Exception", "is read again");
            assertThat(rig.timesStored()).hasSize(FULL + HELD).values().containsOnly(1);
            sink.relaunch();
            sink.awaitReady();
            rig.send(FULL);
            rig.awaitRows(FULL + HELD + FULL, sink);
            assertThat(rig.timesStored())
                    .as("after the next sink went on")
                    .hasSize(FULL + HELD + FULL)
                    .values()
                    .containsOnly(1);
        }
    }

    @Test
    void storesEveryEventOnceOverKillsBetweenItsCommits() {
        try (SinkRig rig = new SinkRig(folder, new Random(SEED));
                JarProcess killed = rig.launch("killed", OFTEN);
                JarProcess other = rig.launch("other", OFTEN)) {
            for (int round = 0; round < ROUNDS; round++) {
                long before = rig.rows();
                rig.send(EVENTS_A_ROUND);
                rig.awaitRows(before + 1, other);
                killed.kill();
                killed.relaunch();
                killed.awaitReady();
            }
            rig.awaitRows(rig.sent(), other);

            assertThat(rig.timesStored()).hasSize((int) rig.sent()).values().containsOnly(1);
            LOG.infof("seed=%d kills=%d events=%d commits=%d", SEED, ROUNDS, rig.sent(), rig.commits());
        }
    }
}
