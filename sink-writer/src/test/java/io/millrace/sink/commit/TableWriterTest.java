package io.millrace.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventReader;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TableWriterTest {
    private static final int MAX_ROWS = 100;

    private final FakeTable table = new FakeTable();
    private final SilentObserver observer = new SilentObserver();
    private final Letters letters = new Letters();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void commitsByRowsBeforeTheIntervalIsOver() {
        TableWriter writer = writer(new FakeLog(1, 30), Long.MAX_VALUE);

        steps(writer, 10);

        assertThat(table.commits()).isNotEmpty().allMatch(rows -> rows == MAX_ROWS);
    }

    @Test
    void commitsByBytesBeforeTheIntervalIsOver() {
        TableWriter writer = writer(new FakeLog(1, 10), 20_000);

        steps(writer, 20);

        assertThat(table.commits()).isNotEmpty().allMatch(rows -> rows < 20);
    }

    @Test
    void commitsByAge() {
        TableWriter writer = writer(new FakeLog(1, 1), Long.MAX_VALUE);
        steps(writer, 5);
        int before = table.commits().size();

        now = now.plusSeconds(10);
        writer.step();

        assertThat(table.commits()).hasSize(before + 1);
    }

    @Test
    void makesNoCommitsWhereNothingComes() {
        TableWriter writer = writer(new FakeLog(1, 0), Long.MAX_VALUE);

        for (int minute = 0; minute < 60; minute++) {
            now = now.plusSeconds(60);
            writer.step();
        }

        assertThat(table.attempts()).isZero();
    }

    @Test
    void holdsNoMoreThanOneBatchWhateverTheNumberOfPartitions() {
        TableWriter writer = writer(new FakeLog(500, 7), Long.MAX_VALUE);

        steps(writer, 2_000);

        assertThat(observer.mostRows()).isLessThanOrEqualTo(MAX_ROWS);
        assertThat(table.rows()).isGreaterThan(10_000);
    }

    @Test
    void publishesForDisplayWhatIsInTheTable() {
        FakeLog log = new FakeLog(1, MAX_ROWS);
        TableWriter writer = writer(log, Long.MAX_VALUE);

        steps(writer, 4);

        assertThat(log.published()).containsEntry(0, (long) table.rows());
    }

    @Test
    void saysHowManyRecordsTheTopicNoLongerHad() {
        TableWriter writer = writer(new FakeLog(1, MAX_ROWS), Long.MAX_VALUE);
        steps(writer, 4);
        long reached = table.rows();
        FakeLog shortened = new FakeLog(1, MAX_ROWS);
        TableWriter restarted = writer(shortened, Long.MAX_VALUE);
        shortened.forgetBefore(reached + 40);

        steps(restarted, 4);

        assertThat(observer.lost()).isEqualTo(40);
    }

    @Nested
    class WhereNothingIsAnEvent {
        private static final long LIMIT_BYTES = 1_000_000;

        private final FakeLog log = new FakeLog(1, 30);
        private final TableWriter writer = writer(log, LIMIT_BYTES);

        @BeforeEach
        void rubbishOnly() {
            log.turnsIntoRubbish();
        }

        @Test
        void holdsNoMoreThanItsLimit() {
            steps(writer, 2_000);

            assertThat(letters.durable).isGreaterThan(50_000);
            assertThat((long) letters.mostWaiting * FakeLog.RUBBISH.length).isLessThan(LIMIT_BYTES);
            assertThat(observer.mostBytes()).isLessThan(2 * LIMIT_BYTES);
        }

        @Test
        void writesTheDeadLettersAtTheNextCommit() {
            steps(writer, 5);
            now = now.plusSeconds(10);
            writer.step();

            assertThat(letters.waiting).isZero();
            assertThat(letters.durable).isPositive();
            assertThat(writer.reached().values()).extracting(Reach::nextOffset).containsExactly((long) letters.durable);
        }
    }

    @Nested
    class WhenTheStoreIsAway {
        private final FakeLog log = new FakeLog(4, 30);
        private final TableWriter writer = writer(log, Long.MAX_VALUE);

        @Test
        void pausesReadingAndHoldsNoMoreThanOneBatch() {
            steps(writer, 10);
            table.goAway();

            for (int step = 0; step < 500; step++) {
                now = now.plusSeconds(1);
                writer.step();
            }

            assertThat(log.isPaused()).isTrue();
            assertThat(observer.mostRows()).isLessThanOrEqualTo(MAX_ROWS);
            assertThat(observer.unavailable()).as("tries, with growing pauses").isBetween(10, 60);
        }

        @Test
        void showsHowFarTheTableIsMeanwhile() {
            steps(writer, 10);
            table.goAway();
            steps(writer, 10);

            long reached = writer.reached().values().stream()
                    .mapToLong(Reach::nextOffset)
                    .sum();

            assertThat(reached).isEqualTo(table.rows());
        }

        @Test
        void goesOnByItselfAndStoresEachEventOnce() {
            steps(writer, 10);
            table.goAway();
            steps(writer, 50);
            table.comeBack();
            now = now.plusSeconds(60);

            steps(writer, 50);
            now = now.plusSeconds(60);
            writer.step();

            long reached = writer.reached().values().stream()
                    .mapToLong(Reach::nextOffset)
                    .sum();
            assertThat(log.isPaused()).isFalse();
            assertThat(table.rows()).isEqualTo((int) reached).isGreaterThan(1_000);
        }

        @Test
        void startsWhileItIsAway() {
            table.goAway();
            steps(writer, 50);
            table.comeBack();
            now = now.plusSeconds(60);

            steps(writer, 50);

            assertThat(table.rows()).isGreaterThan(500);
        }
    }

    @Nested
    class WhenItIsToldToStop {
        @Test
        void commitsWhatItHoldsFirst() {
            TableWriter writer = writer(new FakeLog(1, 3), Long.MAX_VALUE);
            steps(writer, 5);
            int before = table.rows();

            writer.drain();

            assertThat(table.rows()).isGreaterThan(before).isEqualTo(12);
        }

        @Test
        void leavesWhatItCannotCommitForTheNextStart() {
            TableWriter writer = writer(new FakeLog(1, 3), Long.MAX_VALUE);
            steps(writer, 5);
            table.goAway();
            writer.drain();
            table.comeBack();
            int before = table.rows();

            TableWriter next = writer(new FakeLog(1, 3), Long.MAX_VALUE);
            steps(next, 5);
            next.drain();

            assertThat(table.rows()).isEqualTo(before + 12);
        }
    }

    private TableWriter writer(FakeLog log, long maxBytes) {
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        CommitPolicy policy = new CommitPolicy(
                Duration.ofSeconds(10), Duration.ofSeconds(1), MAX_ROWS, maxBytes, Duration.ofMinutes(1));
        return new TableWriter(
                new WriterPorts(log, table, letters, row -> false, observer, clock),
                new EventReader(Signal.LOGS),
                policy);
    }

    private static void steps(TableWriter writer, int count) {
        for (int step = 0; step < count; step++) {
            writer.step();
        }
    }

    /** Counts what waits, and what became durable. */
    private static final class Letters implements DeadLetters {
        private int waiting;
        private int mostWaiting;
        private int durable;

        @Override
        public void put(LogRecord rejected, Reason reason, String description) {
            waiting++;
            mostWaiting = Math.max(mostWaiting, waiting);
        }

        @Override
        public void flush() {
            durable += waiting;
            waiting = 0;
        }

        @Override
        public void discard() {
            waiting = 0;
        }
    }
}
