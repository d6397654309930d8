package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.topic.RequestDigest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatWindowTest {
    private static final RequestDigest A = RequestDigest.of("i", "a".getBytes(UTF_8));
    private static final RequestDigest B = RequestDigest.of("i", "b".getBytes(UTF_8));

    private final RepeatWindow window = new RepeatWindow(Duration.ofSeconds(60), 100);

    @Test
    void callsTheSameBytesARepeatUpToTheLengthOfTheWindow() {
        assertThat(window.add(A, 0, 0, 1_000)).isFalse();
        assertThat(window.add(A, 0, 1, 61_000)).isTrue();
    }

    @Test
    void forgetsAfterTheWindow() {
        window.add(A, 0, 0, 1_000);

        assertThat(window.add(A, 0, 1, 61_001)).isFalse();
    }

    @Test
    void countsFromTheLastTimeTheBytesCameEvenIfThatWasARepeat() {
        window.add(A, 0, 0, 0);
        window.add(A, 0, 1, 50_000);

        assertThat(window.add(A, 0, 2, 100_000)).isTrue();
    }

    @Test
    void tellsPartsOfOneRequestApart() {
        window.add(A, 0, 0, 0);

        assertThat(window.add(A, 1, 1, 0)).isFalse();
        assertThat(window.add(B, 0, 2, 0)).isFalse();
    }

    @Test
    void decidesTheSameAfterARewind() {
        window.add(A, 0, 0, 0);
        window.settle();
        window.add(B, 0, 1, 200_000);
        window.add(A, 0, 2, 200_000);

        window.rewind(1);

        assertThat(window.add(A, 0, 1, 30_000)).isTrue();
    }

    @Test
    void doesNotTakeARecordForItsOwnRepeatWhenItComesAgain() {
        window.add(A, 0, 0, 0);

        window.rewind(0);

        assertThat(window.add(A, 0, 0, 0)).isFalse();
    }

    @Test
    void keepsNoMoreThanTheMinuteAndItsSlack() {
        window.add(A, 0, 0, 0);
        window.add(B, 0, 1, 70_001);

        window.settle();

        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreEntriesThanAllowed() {
        for (int i = 0; i < 1_000; i++) {
            window.add(RequestDigest.of("i", Integer.toString(i).getBytes(UTF_8)), 0, i, 0);
        }

        assertThat(window.size()).isEqualTo(100);
    }
}
