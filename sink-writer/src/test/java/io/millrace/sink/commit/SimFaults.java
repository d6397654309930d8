package io.millrace.sink.commit;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** Decides from a seed what goes wrong. */
final class SimFaults {
    private static final long AT_RANDOM = -1;

    private final Random random;
    private final long crashAt;
    private Consumer<Duration> clock = delay -> {};
    private Runnable others = () -> {};
    private boolean on = true;
    private long steps;

    private SimFaults(Random random, long crashAt) {
        this.random = random;
        this.crashAt = crashAt;
    }

    /** Crashes now and then. */
    static SimFaults atRandom(Random random) {
        return new SimFaults(random, AT_RANDOM);
    }

    /** One crash, at this of all steps at which a process can die. */
    static SimFaults crashingAt(Random random, long step) {
        return new SimFaults(random, step);
    }

    /** Who moves the clock when something is slow, and who goes on meanwhile. */
    void meanwhile(Consumer<Duration> newClock, Runnable newOthers) {
        clock = newClock;
        others = newOthers;
    }

    void end() {
        on = false;
    }

    /** How often a process could have died. */
    long steps() {
        return steps;
    }

    /** The process dies here, now and then. */
    void mayCrash() {
        if (!on) {
            return;
        }
        steps++;
        if (crashAt == AT_RANDOM ? random.nextInt(60) == 0 : steps == crashAt) {
            throw new Crash();
        }
    }

    /** Store or catalog does not answer, now and then. */
    void mayFail(String what) {
        if (on && random.nextInt(12) == 0) {
            throw new StoreUnavailableException(what, new IllegalStateException("simulated"));
        }
    }

    /** A commit gets no answer and arrives later, now and then. */
    boolean isLate() {
        return on && random.nextInt(15) == 0;
    }

    /** Something under way arrives now. */
    boolean isLanding() {
        return !on || random.nextInt(4) == 0;
    }

    /** Store or catalog takes its time, now and then, while others go on. */
    void mayBeSlow() {
        if (on && random.nextInt(10) == 0) {
            clock.accept(Duration.ofSeconds(random.nextInt(120)));
            others.run();
        }
    }

    /** The end of a process. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
