package io.millrace.benchmarks.query;

import java.util.ArrayList;
import java.util.List;

/** Durations, reported in milliseconds. */
final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    void add(long duration) {
        nanos.add(duration);
    }

    void addAll(Samples others) {
        nanos.addAll(others.nanos);
    }

    long last() {
        return nanos.isEmpty() ? 0 : nanos.get(nanos.size() - 1) / 1_000_000;
    }

    int size() {
        return nanos.size();
    }

    long percentile(double share) {
        if (nanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) Math.ceil(share * sorted.size()) - 1)) / 1_000_000;
    }
}
