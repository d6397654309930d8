package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down: counts failed attempts per name and per address within a window. What it remembers is bounded; the
 * oldest entries go first.
 */
@Singleton
class FailedAttempts {
    private static final int MOST_ENTRIES = 20_000;

    private static final String ADDRESS = "address ";

    private final int nameLimit;
    private final int addressLimit;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Attempts> bySource = new LinkedHashMap<>();

    FailedAttempts(ConsoleConfig config, @Identifier("console") Clock clock) {
        this.nameLimit = config.signIn().attempts();
        this.addressLimit = config.signIn().addressAttempts();
        this.window = config.signIn().window();
        this.clock = clock;
    }

    /**
     * Counts an attempt before it is made, so that many at once do not slip through.
     *
     * @param sources {@code name <name>} and {@code address <address>}, as far as they are known
     * @throws ProblemException 429 if there were too many
     */
    synchronized void begin(String... sources) {
        Instant now = clock.instant();
        for (String source : sources) {
            Attempts attempts = bySource.get(source);
            int limit = source.startsWith(ADDRESS) ? addressLimit : nameLimit;
            if (attempts != null && attempts.count() >= limit && attempts.end().isAfter(now)) {
                long seconds = Math.max(1, Duration.between(now, attempts.end()).toSeconds());
                throw ProblemException.tooMany(
                        "More than " + limit + " attempts within " + window.toMinutes() + " minutes. Try again in "
                                + seconds + " s.",
                        seconds);
            }
        }
        for (String source : sources) {
            bySource.merge(
                    source,
                    new Attempts(1, now.plus(window)),
                    (old, first) -> old.end().isAfter(now) ? new Attempts(old.count() + 1, old.end()) : first);
        }
        trim(now);
    }

    /** Takes counted attempts back: they succeeded. */
    synchronized void succeeded(String... sources) {
        for (String source : sources) {
            bySource.computeIfPresent(
                    source,
                    (key, attempts) ->
                            attempts.count() <= 1 ? null : new Attempts(attempts.count() - 1, attempts.end()));
        }
    }

    private void trim(Instant now) {
        if (bySource.size() > MOST_ENTRIES) {
            bySource.values().removeIf(attempts -> !attempts.end().isAfter(now));
            var oldest = bySource.entrySet().iterator();
            while (bySource.size() > MOST_ENTRIES && oldest.hasNext()) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /**
     * Attempts from one source.
     *
     * @param count how many
     * @param end when they are forgotten
     */
    private record Attempts(int count, Instant end) {}
}
