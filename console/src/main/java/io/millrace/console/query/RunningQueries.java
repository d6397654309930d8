package io.millrace.console.query;

import io.millrace.console.access.Caller;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Queries that run or wait, by id: stops them when their time is over, when their caller says so, or when it has gone. */
@ApplicationScoped
public class RunningQueries {
    /** A cancel that comes before the engine has begun is lost, so it is said again until the query has ended. */
    private static final Duration REPEAT = Duration.ofMillis(50);

    private final Map<String, Running> queries = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "query-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Enters a query; empty if its id is in use. */
    Optional<Running> enter(String id, Caller caller) {
        Running running = new Running(id, caller);
        return queries.putIfAbsent(id, running) == null ? Optional.of(running) : Optional.empty();
    }

    /**
     * Cancels a query of the caller's organization. Its request is then answered as cancelled.
     *
     * @return false if the caller's organization runs no such query
     */
    public boolean cancel(String id, Caller caller) {
        Running running = queries.get(id);
        if (running == null || !running.caller.organizationId().equals(caller.organizationId())) {
            return false;
        }
        running.stop(StopReason.CANCELLED);
        return true;
    }

    @PreDestroy
    void close() {
        queries.values().forEach(running -> running.stop(StopReason.CANCELLED));
        clock.shutdown();
    }

    /** Why a query was stopped. */
    enum StopReason {
        /** By its caller. */
        CANCELLED,
        /** Its time was over. */
        TIMED_OUT
    }

    /** One query from its arrival to its end. */
    final class Running implements AutoCloseable {
        private final String id;
        private final Caller caller;
        private final AtomicReference<@Nullable StopReason> stopped = new AtomicReference<>();
        private volatile @Nullable Statement statement;
        private volatile @Nullable ScheduledFuture<?> timer;

        private Running(String id, Caller caller) {
            this.id = id;
            this.caller = caller;
        }

        /** Starts the clock: from now on the query has this long. */
        void limit(Duration timeout) {
            timer = clock.scheduleWithFixedDelay(
                    () -> stop(StopReason.TIMED_OUT), timeout.toMillis(), REPEAT.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Names what has to be interrupted. */
        void runs(Statement running) {
            statement = running;
        }

        /** Why the query was stopped; empty if it was not. */
        Optional<StopReason> stopReason() {
            return Optional.ofNullable(stopped.get());
        }

        void stop(StopReason reason) {
            if (stopped.compareAndSet(null, reason) && reason == StopReason.CANCELLED && !clock.isShutdown()) {
                ScheduledFuture<?> previous = timer;
                timer = clock.scheduleWithFixedDelay(
                        () -> stop(reason), REPEAT.toMillis(), REPEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (previous != null) {
                    previous.cancel(false);
                }
            }
            interrupt();
        }

        private void interrupt() {
            Statement running = statement;
            if (running == null) {
                return;
            }
            try {
                running.cancel();
            } catch (SQLException e) {
                statement = null; // it has ended by itself
            }
        }

        @Override
        public void close() {
            statement = null;
            queries.remove(id);
            ScheduledFuture<?> running = timer;
            if (running != null) {
                running.cancel(false);
            }
        }
    }
}
