package io.millrace.console.account;

import io.millrace.console.PublicUrl;
import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.creation.Creations;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.InvitationRow;
import io.millrace.console.store.Invitations;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Invitations: a link that makes a user once. */
@Singleton
class InvitationService {
    private static final Duration SERVES = Duration.ofDays(7);
    private static final int LONGEST_NAME = 320;
    private static final int LONGEST_DISPLAY_NAME = 200;

    private final Database database;
    private final AccountsDirectory accounts;
    private final Creations creations;
    private final SignInService signIn;
    private final FailedAttempts attempts;
    private final Audit audit;
    private final PublicUrl publicUrl;
    private final Ids ids;
    private final Clock clock;

    // nine: an invitation makes a link, a user and a session
    InvitationService(
            Database database,
            AccountsDirectory accounts,
            Creations creations,
            SignInService signIn,
            FailedAttempts attempts,
            Audit audit,
            PublicUrl publicUrl,
            Ids ids,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.creations = creations;
        this.signIn = signIn;
        this.attempts = attempts;
        this.audit = audit;
        this.publicUrl = publicUrl;
        this.ids = ids;
        this.clock = clock;
    }

    List<UserView.Invitation> list(Actor actor) {
        return database.read(db -> Invitations.open(db, actor.organizationId(), clock.instant())).stream()
                .map(row -> UserView.Invitation.of(row, null))
                .toList();
    }

    UserView.Invitation get(Actor actor, String id) {
        return UserView.Invitation.of(database.read(db -> find(db, actor, id)), null);
    }

    /** Invites; the link is in the answer to the first request and nowhere else. */
    UserView.Invitation invite(Actor actor, InvitationResource.Request request, @Nullable String requestKey) {
        Checks checks = new Checks();
        String signInName = SignInService.normalized(checks.text(request.signInName(), "signInName", LONGEST_NAME));
        checks.that(
                signInName.matches("[^\\s@]+(@[^\\s@]+)?"),
                "signInName",
                "signInName must be an e-mail address or a name.");
        Role role = checks.oneOf(request.role(), "role", Role.class);
        checks.done();
        UserService.mayGive(actor, role);
        String secret = ids.secret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        InvitationRow row = new InvitationRow(
                ids.id(),
                actor.organizationId(),
                signInName,
                role,
                Ids.digest(secret),
                actor.userId(),
                now,
                now.plus(SERVES));
        Creations.Created made = creations.create(actor, requestKey, "invitation", request, db -> {
            boolean known = Accounts.users(db, actor.organizationId()).stream()
                    .anyMatch(user -> signInName.equals(user.signInName()));
            if (known) {
                throw ProblemException.conflict("Your organization has a user of this name.");
            }
            Invitations.insert(db, row);
            audit.record(db, actor, "invitation.create", row.id(), null, UserView.Invitation.of(row, null));
            return row.id();
        });
        return made.now()
                ? UserView.Invitation.of(row, publicUrl.base() + "/#/invitation/" + secret)
                : get(actor, made.id());
    }

    /** What a link stands for. */
    UserView.Invited lookUp(@Nullable String secret, String address) {
        attempts.begin("address " + address);
        String digest = Ids.digest(secret == null ? "" : secret);
        InvitationRow row = database.inTransaction(db -> Invitations.lockByToken(db, digest, clock.instant()))
                .orElseThrow(InvitationService::ended);
        attempts.succeeded("address " + address);
        Organization organization = accounts.snapshot().organizations().get(row.organizationId());
        return new UserView.Invited(
                row.signInName(),
                row.role().name().toLowerCase(Locale.ROOT),
                organization == null ? "" : organization.displayName(),
                row.expiresAt());
    }

    void withdraw(Actor actor, String id) {
        Instant now = clock.instant();
        accounts.change(db -> {
            InvitationRow row = find(db, actor, id);
            Invitations.close(db, id, now);
            audit.record(db, actor, "invitation.withdraw", id, UserView.Invitation.of(row, null), null);
            return id;
        });
    }

    /**
     * Makes the user that a link stands for and signs in.
     *
     * @return the secret of the new session
     */
    String accept(
            @Nullable String secret,
            @Nullable String displayName,
            @Nullable String password,
            String address,
            @Nullable String client) {
        attempts.begin("address " + address);
        Checks checks = new Checks();
        String name = checks.text(displayName, "displayName", LONGEST_DISPLAY_NAME);
        checks.done();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String hash = signIn.hash(password, null, name);
        String session = accounts.change(db -> {
            InvitationRow row = Invitations.lockByToken(db, Ids.digest(secret == null ? "" : secret), now)
                    .orElseThrow(InvitationService::ended);
            if (Accounts.userBySignInName(db, row.signInName()).isPresent()) {
                throw ProblemException.conflict("There is a user of this name already. Ask for another invitation.");
            }
            User user = new User(
                    ids.id(),
                    row.organizationId(),
                    row.signInName(),
                    name,
                    row.role(),
                    hash,
                    false,
                    null,
                    null,
                    now,
                    null);
            Accounts.insert(db, user);
            Invitations.close(db, row.id(), now);
            Actor actor = new Actor(
                    user.organizationId(),
                    user.id(),
                    user.name(),
                    user.role(),
                    Actor.Kind.SESSION,
                    address,
                    Optional.empty());
            audit.record(db, actor, "invitation.accept", row.id(), null, UserView.of(user));
            return signIn.open(db, user, address, client, "session.sign-in");
        });
        attempts.succeeded("address " + address);
        return session;
    }

    private InvitationRow find(Handle db, Actor actor, String id) {
        return Invitations.open(db, actor.organizationId(), clock.instant()).stream()
                .filter(open -> open.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("invitation"));
    }

    private static ProblemException ended() {
        return ProblemException.conflict("This invitation was used, withdrawn or has ended. Ask for a new one.");
    }
}
