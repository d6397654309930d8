package io.millrace.console.access;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.SessionRow;
import io.millrace.console.store.Sessions;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds sessions by their cookie's secret, in memory. */
@Singleton
class SignedInSessions {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final AccountsDirectory accounts;
    private final Database database;
    private final Duration idle;
    private final Clock clock;
    private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();

    SignedInSessions(
            AccountsDirectory accounts, Database database, ConsoleConfig config, @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.database = database;
        this.idle = config.session().idle();
        this.clock = clock;
    }

    /** The session with this secret, if it has not ended. Never blocks. */
    Optional<SessionRow> find(String secret) {
        Instant now = clock.instant();
        return Optional.ofNullable(accounts.snapshot().sessions().get(Ids.digest(secret)))
                .filter(session -> session.expiresAt().isAfter(now)
                        && lastSeen(session).plus(idle).isAfter(now));
    }

    /** The same, and another console's newest sign-ins too. Blocks; notes that the session is in use. */
    Optional<SessionRow> findAndNote(String secret) {
        Optional<SessionRow> session = find(secret);
        if (session.isEmpty()) {
            accounts.refresh();
            session = find(secret);
        }
        session.ifPresent(this::note);
        return session;
    }

    private void note(SessionRow session) {
        Instant now = clock.instant();
        if (lastSeen(session).plus(NOTED_EVERY).isBefore(now)) {
            lastSeen.keySet().retainAll(accounts.snapshot().sessions().keySet());
            lastSeen.put(session.tokenDigest(), now);
            database.inTransaction(db -> {
                Sessions.seen(db, session.tokenDigest(), now);
                return true;
            });
        }
    }

    private Instant lastSeen(SessionRow session) {
        return lastSeen.getOrDefault(session.tokenDigest(), session.lastSeenAt());
    }
}
