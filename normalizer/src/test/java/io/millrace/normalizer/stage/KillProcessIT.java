package io.millrace.normalizer.stage;

import io.millrace.testkit.process.JarProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged stage, killed at random moments with work at hand, between the topics of a real broker. More kills:
 * {@code -Dmillrace.kill-rounds=20}, then at moments that differ from run to run; {@code -Dmillrace.kill-seed} has them again.
 * The seed and what they came to is logged.
 */
class KillProcessIT {
    private static final Logger LOG = Logger.getLogger(KillProcessIT.class);
    private static final int ROUNDS = Integer.getInteger("millrace.kill-rounds", 2);
    private static final int SHORT_FORM = 2;
    private static final long SEED =
            Long.getLong("millrace.kill-seed", ROUNDS > SHORT_FORM ? new Random().nextLong() : 4);

    @TempDir
    Path folder;

    @Test
    @Timeout(3_600)
    void everyRawRecordIsInTheEventsInOrderWithoutGapsAndOnceAfterTheSinksRule() throws IOException {
        LOG.infof("seed=%d", SEED);
        try (StageRig rig = new StageRig(folder, new Random(SEED))) {
            try (JarProcess stage = rig.launch("stage")) {
                for (int round = 0; round < ROUNDS; round++) {
                    rig.sendSome(StageRig.REQUESTS_AT_ONCE);
                    rig.awaitSome(stage, StageRig.REQUESTS_AT_ONCE);
                    stage.kill();
                    stage.relaunch();
                }
                rig.finish(stage);
            }
            LOG.infof("seed=%d kills=%d %s", SEED, ROUNDS, rig.check());
        }
    }
}
