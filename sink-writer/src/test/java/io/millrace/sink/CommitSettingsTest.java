package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitSettingsTest {
    private static final Duration LINGER = Duration.ofMillis(50);
    private static final long BYTES = 32L << 20;

    @Test
    void saysHowManyFilesADayTheIntervalMakes() {
        CommitSettings settings = settings(Duration.ofSeconds(10), 200_000);

        assertThat(settings.filesADay()).isEqualTo(3 * 8_640);
        assertThat(settings.expectation()).contains("about 25920 files a day").contains("about 1677 events a second");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void warnsOfMoreFilesThanJoiningKeepsUpWith() {
        assertThat(settings(Duration.ofMillis(200), 200_000).warnings())
                .singleElement()
                .asString()
                .contains("commit.interval=PT0.2S")
                .contains("1296000 files a day");
    }

    @Test
    void warnsOfBatchesOfFewRows() {
        assertThat(settings(Duration.ofSeconds(10), 10).warnings())
                .singleElement()
                .asString()
                .contains("commit.max-rows=10");
    }

    @Test
    void refusesWhatCannotWork() {
        refuses(() -> settings(Duration.ofMillis(199), 1), "interval");
        refuses(() -> settings(Duration.ofHours(25), 1), "interval");
        refuses(() -> settings(Duration.ofSeconds(1), 0), "max-rows");
        refuses(() -> new CommitSettings(Duration.ofSeconds(1), Duration.ofMillis(-1), 1, BYTES, 3), "linger");
        refuses(() -> new CommitSettings(Duration.ofSeconds(1), LINGER, 1, 1_000, 3), "max-buffered");
    }

    private static CommitSettings settings(Duration interval, long maxRows) {
        return new CommitSettings(interval, LINGER, maxRows, BYTES, 3);
    }

    private static void refuses(Runnable settings, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(settings::run)
                .withMessageContaining("millrace.sink.commit." + name);
    }
}
