package io.millrace.normalizer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.process.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged stages of one group under load: the second joins, does its share, and leaves in the middle of its work. More
 * often: {@code -Dmillrace.member-rounds=10}.
 */
class TwoMembersProcessIT {
    private static final Logger LOG = Logger.getLogger(TwoMembersProcessIT.class);
    private static final int ROUNDS = Integer.getInteger("millrace.member-rounds", 2);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int TRICKLE = 20;
    private static final String COUNTER = "millrace_normalizer_raw_records_total{";

    @TempDir
    Path folder;

    @Test
    @Timeout(3_600)
    void keepTheChainWhileTheSecondJoinsWorksAndLeavesOrIsKilled() throws IOException {
        try (StageRig rig = new StageRig(folder, new Random(7));
                JarProcess first = rig.launch("first")) {
            first.awaitReady();
            for (int round = 0; round < ROUNDS; round++) {
                try (JarProcess second = rig.launch("second")) {
                    second.awaitReady();
                    Eventually.until("the second has work", LIMIT, () -> {
                        rig.sendSome(TRICKLE);
                        return emitted(second) > 0;
                    });
                    rig.sendSome(StageRig.REQUESTS_AT_ONCE);
                    rig.awaitSome(first, StageRig.REQUESTS_AT_ONCE);
                    assertThat(emitted(second)).isPositive();
                    if (round % 2 == 0) {
                        assertThat(second.stop()).as("exit code after SIGTERM").isIn(0, 143);
                    } else {
                        second.kill(); // the first takes its partitions once the group misses it
                    }
                }
                rig.sendSome(StageRig.REQUESTS_AT_ONCE);
            }
            rig.finish(first);
            assertThat(emitted(first)).isPositive();
            LOG.infof("joined and left=%d %s", ROUNDS, rig.check());
        }
    }

    private static double emitted(JarProcess stage) {
        URI metrics = URI.create("http://127.0.0.1:" + stage.port() + "/q/metrics");
        try {
            String text = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(metrics)
                                    .header("Accept", "text/plain")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(COUNTER))
                    .filter(line -> line.contains("outcome=\"emitted\"") && line.contains("signal=\"logs\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("no metrics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
