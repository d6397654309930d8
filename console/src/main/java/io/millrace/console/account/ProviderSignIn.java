package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.BarredSubjects;
import io.millrace.console.store.Ids;
import io.millrace.console.store.InvitationRow;
import io.millrace.console.store.Invitations;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Signs people in whom the identity provider has vouched for: finds or makes the user, gives the role of the groups. */
@Singleton
class ProviderSignIn {
    private final AccountsDirectory accounts;
    private final SignInService signIn;
    private final Groups groups;
    private final Audit audit;
    private final ConsoleConfig config;
    private final Ids ids;
    private final Clock clock;

    // seven: a sign-in may make a user, change a role and opens a session
    ProviderSignIn(
            AccountsDirectory accounts,
            SignInService signIn,
            Groups groups,
            Audit audit,
            ConsoleConfig config,
            Ids ids,
            @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.groups = groups;
        this.audit = audit;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** Signs in, or says why not. */
    Outcome signIn(ProviderClaims claims, String address, @Nullable String client) {
        Optional<Role> role = groups.role(claims.groups());
        return role.isEmpty()
                ? new Outcome.Refused("no-group")
                : accounts.change(db -> signIn(db, claims, role.get(), address, client));
    }

    private Outcome signIn(Handle db, ProviderClaims claims, Role role, String address, @Nullable String client) {
        Organization organization = organization(db);
        Optional<User> known = Accounts.userByOidcSubject(db, claims.subject());
        if (known.isPresent() && !known.get().organizationId().equals(organization.id())) {
            return new Outcome.Refused("other-organization");
        }
        if (known.isEmpty() && claims.address() == ProviderClaims.Address.UNVERIFIED) {
            return new Outcome.Refused("address-not-verified");
        }
        Optional<User> named =
                known.isPresent() ? Optional.empty() : Accounts.userBySignInName(db, claims.signInName());
        if (known.isEmpty() && isBarred(db, organization, claims)) {
            return new Outcome.Refused("removed");
        }
        if (named.isPresent() && !mayLink(named.get(), organization, claims)) {
            return new Outcome.Refused("name-taken");
        }
        User user = known.map(one -> withRole(db, one, role, address))
                .or(() -> named.map(one -> withRole(db, linked(db, one, claims, address), role, address)))
                .orElseGet(() -> made(db, organization, claims, role, address));
        return new Outcome.SignedIn(signIn.open(db, user, address, client, "session.sign-in"));
    }

    /** Whoever was removed stays out until somebody invites their verified address again. */
    private boolean isBarred(Handle db, Organization organization, ProviderClaims claims) {
        if (!BarredSubjects.contains(db, claims.subject())) {
            return false;
        }
        Optional<InvitationRow> invitation = Invitations.open(db, organization.id(), clock.instant()).stream()
                .filter(row -> claims.address() == ProviderClaims.Address.VERIFIED)
                .filter(row -> row.signInName().equals(claims.signInName()))
                .findFirst();
        invitation.ifPresent(row -> {
            Invitations.close(db, row.id(), clock.instant());
            BarredSubjects.remove(db, claims.subject());
        });
        return invitation.isEmpty();
    }

    /** A name is only as good as the provider's word that the e-mail address is this person's. */
    private static boolean mayLink(User user, Organization organization, ProviderClaims claims) {
        return user.organizationId().equals(organization.id())
                && user.oidcSubject() == null
                && claims.address() == ProviderClaims.Address.VERIFIED;
    }

    private User linked(Handle db, User user, ProviderClaims claims, String address) {
        Accounts.setOidcSubject(db, user.id(), claims.subject());
        audit.record(db, actor(user, address), "user.link-identity-provider", user.id(), null, null);
        return user;
    }

    private User withRole(Handle db, User user, Role role, String address) {
        boolean lastOwner = user.role() == Role.OWNER && Accounts.lockAndCountOwners(db, user.organizationId()) <= 1;
        if (user.role() == role || lastOwner) {
            return user; // the last owner stays one, whatever the groups say
        }
        Accounts.setRole(db, user.id(), role);
        User after = Accounts.user(db, user.organizationId(), user.id()).orElseThrow();
        audit.record(db, actor(user, address), "user.change", user.id(), UserView.of(user), UserView.of(after));
        return after;
    }

    private User made(Handle db, Organization organization, ProviderClaims claims, Role role, String address) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        User user = new User(
                ids.id(),
                organization.id(),
                claims.signInName(),
                claims.displayName(),
                role,
                null,
                false,
                null,
                claims.subject(),
                now,
                null);
        Accounts.insert(db, user);
        audit.record(db, actor(user, address), "user.create", user.id(), null, UserView.of(user));
        return user;
    }

    private Organization organization(Handle db) {
        return Accounts.organizations(db).stream()
                .filter(row ->
                        config.oidc().organization().map(row.id()::equals).orElse(true))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("millrace.console.oidc.organization names none"));
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

    /** What became of a sign-in. */
    sealed interface Outcome {
        /** Where the page goes on, behind {@code #}. */
        String pagePath();

        /** Secret of the new session, if there is one. */
        Optional<String> session();

        /**
         * It worked.
         *
         * @param secret secret of the new session
         */
        record SignedIn(String secret) implements Outcome {
            @Override
            public String pagePath() {
                return "/";
            }

            @Override
            public Optional<String> session() {
                return Optional.of(secret);
            }

            /** Hides the secret. */
            @Override
            public String toString() {
                return "SignedIn[]";
            }
        }

        /**
         * It did not.
         *
         * @param reason why, as a word for the page
         */
        record Refused(String reason) implements Outcome {
            @Override
            public String pagePath() {
                return "/sign-in/refused/" + reason;
            }

            @Override
            public Optional<String> session() {
                return Optional.empty();
            }
        }
    }
}
