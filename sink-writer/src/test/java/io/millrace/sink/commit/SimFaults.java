package io.millrace.sink.commit;

import java.util.Random;

/** Decides from a seed what goes wrong. */
final class SimFaults {
    private final Random random;
    private boolean on = true;

    SimFaults(Random random) {
        this.random = random;
    }

    void end() {
        on = false;
    }

    /** The process dies here, now and then. */
    void mayCrash() {
        if (on && random.nextInt(60) == 0) {
            throw new Crash();
        }
    }

    /** Store or catalog does not answer, now and then. */
    void mayFail(String what) {
        if (on && random.nextInt(12) == 0) {
            throw new StoreUnavailableException(what, new IllegalStateException("simulated"));
        }
    }

    /** The end of a process. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
