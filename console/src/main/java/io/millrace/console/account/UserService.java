package io.millrace.console.account;

import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.Sessions;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of users and roles. An organization never loses its last owner. */
@Singleton
class UserService {
    private static final int LONGEST_NAME = 200;
    private static final Duration GIVEN_PASSWORD_SERVES = Duration.ofDays(3);

    private final Database database;
    private final AccountsDirectory accounts;
    private final Passwords passwords;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    // six: passwords and ids serve the reset, which belongs to the rules on who may do what to whom
    UserService(
            Database database,
            AccountsDirectory accounts,
            Passwords passwords,
            Audit audit,
            Ids ids,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    List<UserView> list(Actor actor) {
        return database.read(db -> Accounts.users(db, actor.organizationId())).stream()
                .map(UserView::of)
                .toList();
    }

    /** Changes role and name for people; null stays. */
    UserView change(Actor actor, String id, @Nullable String role, @Nullable String displayName) {
        accounts.change(db -> {
            User before = governed(db, actor, id);
            Checks checks = new Checks();
            Role wanted = role == null ? before.role() : checks.oneOf(role, "role", Role.class);
            String name =
                    displayName == null ? before.displayName() : checks.text(displayName, "displayName", LONGEST_NAME);
            checks.done();
            if (wanted != before.role()) {
                mayGive(actor, wanted);
                keepAnOwner(db, before);
                Accounts.setRole(db, id, wanted);
            }
            Accounts.setDisplayName(db, id, name);
            User after = find(db, actor, id);
            audit.record(db, actor, "user.change", id, UserView.of(before), UserView.of(after));
            return id;
        });
        return UserView.of(database.read(db -> find(db, actor, id)));
    }

    /** Removes a user: sessions end at once, keys within seconds. Everybody may leave, except for the last owner. */
    void remove(Actor actor, String id) {
        accounts.change(db -> {
            User user = id.equals(actor.userId()) ? find(db, actor, id) : governed(db, actor, id);
            keepAnOwner(db, user);
            Sessions.deleteAll(db, id);
            Accounts.remove(db, user, clock.instant());
            audit.record(db, actor, "user.remove", id, UserView.of(user), null);
            return id;
        });
    }

    /** Gives a user a one-time password; the old one and all sessions end. */
    String resetPassword(Actor actor, String id) {
        if (id.equals(actor.userId())) {
            throw ProblemException.conflict("Change your own password under your name.");
        }
        String password = ids.password();
        String hash = passwords.hash(password);
        accounts.change(db -> {
            governed(db, actor, id);
            Accounts.setPassword(db, id, hash, true, clock.instant().plus(GIVEN_PASSWORD_SERVES));
            Sessions.deleteAll(db, id);
            audit.record(db, actor, "user.reset-password", id, null, null);
            return id;
        });
        return password;
    }

    /** Ends all sessions of a user. */
    void signOut(Actor actor, String id) {
        accounts.change(db -> {
            governed(db, actor, id);
            int ended = Sessions.deleteAll(db, id);
            audit.record(db, actor, "session.sign-out-everywhere", id, null, Map.of("ended", ended));
            return id;
        });
    }

    /** Admins give roles up to their own. */
    static void mayGive(Actor actor, Role role) {
        if (role == Role.OWNER && !actor.owner()) {
            throw ProblemException.forbidden("Only owners can make somebody an owner.");
        }
    }

    private static User find(Handle db, Actor actor, String id) {
        return Accounts.user(db, actor.organizationId(), id).orElseThrow(() -> ProblemException.notFound("user"));
    }

    private static User governed(Handle db, Actor actor, String id) {
        User user = find(db, actor, id);
        if (user.role() == Role.OWNER && !actor.owner()) {
            throw ProblemException.forbidden("Only owners can change an owner.");
        }
        return user;
    }

    private static void keepAnOwner(Handle db, User user) {
        if (user.role() == Role.OWNER && Accounts.lockAndCountOwners(db, user.organizationId()) <= 1) {
            throw ProblemException.conflict("This is the last owner. Make somebody else an owner first.");
        }
    }
}
