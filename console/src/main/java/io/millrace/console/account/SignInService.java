package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.SessionRow;
import io.millrace.console.store.Sessions;
import io.millrace.console.store.User;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Signs people in and out. Says the same whether the name or the password is wrong, and takes as long. */
@Singleton
class SignInService {
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_CLIENT = 300;

    private final Database database;
    private final AccountsDirectory accounts;
    private final Passwords passwords;
    private final FailedAttempts attempts;
    private final FailureNotes failures;
    private final Audit audit;
    private final ConsoleConfig config;
    private final Ids ids;
    private final Clock clock;

    // nine: signing in touches all of accounts; each is used by every method below
    SignInService(
            Database database,
            AccountsDirectory accounts,
            Passwords passwords,
            FailedAttempts attempts,
            FailureNotes failures,
            Audit audit,
            ConsoleConfig config,
            Ids ids,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.failures = failures;
        this.audit = audit;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Signs in with a password.
     *
     * @return the secret of the new session
     */
    String signIn(@Nullable String name, @Nullable String password, String address, @Nullable String client) {
        String signInName = normalized(name);
        attempts.begin("name " + signInName, "address " + address);
        Optional<User> user = database.read(db -> Accounts.userBySignInName(db, signInName));
        boolean matches = passwords.matches(
                password == null ? "" : password, user.map(User::passwordHash).orElse(null));
        if (!matches || user.filter(this::passwordStillServes).isEmpty()) {
            user.ifPresent(known -> failures.note(known, address));
            throw ProblemException.unauthorized("Name or password is wrong.");
        }
        attempts.succeeded("name " + signInName, "address " + address);
        return accounts.change(db -> open(db, user.get(), address, client, "session.sign-in"));
    }

    /** Opens a session in the transaction; gives its secret. */
    String open(Handle db, User user, String address, @Nullable String client, String action) {
        Instant now = now();
        String secret = ids.secret();
        String agent = client == null ? "" : client.replaceAll("\\p{Cntrl}", " ");
        Sessions.deleteEnded(db, now, now.minus(config.session().idle()));
        Sessions.insert(
                db,
                new SessionRow(
                        Ids.digest(secret),
                        user.id(),
                        now,
                        now,
                        now.plus(config.session().longest()),
                        address,
                        agent.substring(0, Math.min(agent.length(), LONGEST_CLIENT))));
        audit.record(db, actor(user, address), action, user.id(), null, null);
        return secret;
    }

    /** Ends the session that asks. */
    void signOut(Actor actor) {
        accounts.change(db -> {
            actor.sessionDigest().ifPresent(digest -> Sessions.delete(db, digest));
            audit.record(db, actor, "session.sign-out", actor.userId(), null, null);
            return true;
        });
    }

    /** Ends all sessions of a user. */
    void signOutEverywhere(Actor actor, String userId) {
        accounts.change(db -> {
            int ended = Sessions.deleteAll(db, userId);
            audit.record(db, actor, "session.sign-out-everywhere", userId, null, Map.of("ended", ended));
            return ended;
        });
    }

    /**
     * Sets an own password; all sessions of the user end and a new one begins.
     *
     * @return the secret of the new session
     */
    String setPassword(Actor actor, @Nullable String current, @Nullable String next, @Nullable String client) {
        User user = database.read(db -> Accounts.user(db, actor.organizationId(), actor.userId()))
                .orElseThrow(() -> ProblemException.unauthorized("Your user was removed."));
        attempts.begin("name " + user.name(), "address " + actor.address());
        if (!passwords.matches(current == null ? "" : current, user.passwordHash())) {
            failures.note(user, actor.address());
            throw ProblemException.forbidden("The current password is wrong.");
        }
        attempts.succeeded("name " + user.name(), "address " + actor.address());
        String hash = hash(next, current, user.name());
        return accounts.change(db -> {
            Accounts.setPassword(db, user.id(), hash, false, null);
            Sessions.deleteAll(db, user.id());
            audit.record(db, actor, "user.set-password", user.id(), null, null);
            return open(db, user, actor.address(), client, "session.sign-in");
        });
    }

    /** The hash of a new own password, if it is good enough. */
    String hash(@Nullable String next, @Nullable String current, String name) {
        String password = next == null ? "" : next;
        Checks checks = new Checks();
        checks.that(
                password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD,
                "password",
                "password must have " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        checks.that(!password.equals(current), "password", "password must be another one than before.");
        checks.that(!password.equalsIgnoreCase(name), "password", "password must not be the name.");
        checks.that(
                password.chars().distinct().count() >= 5,
                "password",
                "password must have at least 5 different characters.");
        checks.done();
        return passwords.hash(password);
    }

    /** A name as it is compared: without blanks around it, small letters. */
    static String normalized(@Nullable String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }

    private boolean passwordStillServes(User user) {
        Instant end = user.passwordExpiresAt();
        return end == null || end.isAfter(clock.instant());
    }

    private static Actor actor(User user, String address) {
        return new Actor(
                user.organizationId(),
                user.id(),
                user.name(),
                user.role(),
                Actor.Kind.SESSION,
                address,
                Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
