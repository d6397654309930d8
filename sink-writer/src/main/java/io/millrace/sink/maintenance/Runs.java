package io.millrace.sink.maintenance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last runs of this process. Runs of the schedule that found nothing to do are not among them. */
final class Runs {
    private static final int MOST = 200;

    private final Deque<Run> runs = new ArrayDeque<>();

    synchronized void add(Run run) {
        if (runs.size() == MOST) {
            runs.removeFirst();
        }
        runs.addLast(run);
    }

    synchronized void remove(Run run) {
        runs.remove(run);
    }

    synchronized Optional<Run> find(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /** Newest first. */
    synchronized List<Run> newestFirst() {
        List<Run> all = new ArrayList<>(runs);
        Collections.reverse(all);
        return all;
    }
}
