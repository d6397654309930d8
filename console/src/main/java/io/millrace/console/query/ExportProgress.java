package io.millrace.console.query;

import java.util.function.DoubleConsumer;

/** How far an export is, asked while it runs on another thread. */
public final class ExportProgress {
    private volatile Reader reader = ignored -> {};
    private volatile double last;

    /** Per cent, 0 to 100; what was known last if the engine does not say. */
    public double percent() {
        reader.read(percent -> last = percent >= 0 ? Math.max(last, Math.min(100, percent)) : last);
        return last;
    }

    void watch(Reader running) {
        reader = running;
    }

    /** Asks the engine. */
    interface Reader {
        void read(DoubleConsumer percent);
    }
}
