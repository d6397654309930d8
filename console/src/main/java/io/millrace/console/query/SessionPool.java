package io.millrace.console.query;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Engine instances that compiled formulas have left as they found them, for the next question over the same views: opening one
 * costs more than many a question. The key holds the views' whole text, tenant and files, so an instance never serves anybody
 * else. Statements that people wrote never come here: they get an instance of their own.
 */
final class SessionPool {
    private final int most;
    private final Deque<Idle> idle = new ArrayDeque<>();

    /**
     * A pool.
     *
     * @param most instances that are kept; 0 for none
     */
    SessionPool(int most) {
        this.most = most;
    }

    /** An instance that was opened with the same files and definitions. */
    synchronized Optional<DuckSession> take(Key key) {
        Iterator<Idle> all = idle.iterator();
        while (all.hasNext()) {
            Idle candidate = all.next();
            if (candidate.key.equals(key)) {
                all.remove();
                return Optional.of(candidate.session);
            }
        }
        return Optional.empty();
    }

    /** Takes an instance back, and closes those that were left longest ago beyond the bound. */
    void give(Key key, DuckSession session) {
        List<DuckSession> tooMany = new ArrayList<>();
        synchronized (this) {
            idle.addFirst(new Idle(key, session));
            while (idle.size() > most) {
                tooMany.add(idle.removeLast().session);
            }
        }
        tooMany.forEach(DuckSession::close);
    }

    /** What an instance was opened with. */
    record Key(List<Path> files, List<String> definitions) {}

    private record Idle(Key key, DuckSession session) {}
}
