package io.millrace.console;

import io.millrace.console.account.Passwords;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Ids;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.quarkus.arc.Arc;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An organization with one user of each role, made in the database of the console under test. */
public record TestAccounts(String organizationId, Person owner, Person admin, Person member) {
    /** The password of everybody here. */
    public static final String PASSWORD = "correct horse battery";

    private static volatile String hash = "";

    /** A new organization whose three users have signed in. */
    public static TestAccounts make() {
        Ids ids = bean(Ids.class);
        if (hash.isEmpty()) {
            hash = bean(Passwords.class).hash(PASSWORD);
        }
        String organizationId = ids.id();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        bean(AccountsDirectory.class).change(db -> {
            Accounts.insert(db, new Organization(organizationId, "Test " + organizationId, true, Quota.NONE, now));
            for (Role role : Role.values()) {
                String name = name(role, organizationId);
                Accounts.insert(
                        db, new User(ids.id(), organizationId, name, name, role, hash, false, null, null, now, null));
            }
            return organizationId;
        });
        return new TestAccounts(
                organizationId,
                Person.signIn(name(Role.OWNER, organizationId), PASSWORD),
                Person.signIn(name(Role.ADMIN, organizationId), PASSWORD),
                Person.signIn(name(Role.MEMBER, organizationId), PASSWORD));
    }

    /** The text of a new key of the owner's. */
    public String key(String kind) {
        return owner.post("/api/keys", Map.of("name", "A " + kind + " key", "kind", kind))
                .then()
                .statusCode(201)
                .extract()
                .path("text");
    }

    /** A new member who has signed in with a one-time password and has yet to set an own one. */
    public Person newcomer() {
        Ids ids = bean(Ids.class);
        String name = "newcomer-" + ids.id();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        bean(AccountsDirectory.class).change(db -> {
            Accounts.insert(
                    db, new User(ids.id(), organizationId, name, name, Role.MEMBER, hash, true, null, null, now, null));
            return name;
        });
        return Person.signIn(name, PASSWORD);
    }

    /** The bean of this type in the console under test. */
    public static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private static String name(Role role, String organizationId) {
        return role.name().toLowerCase(java.util.Locale.ROOT) + "@" + organizationId;
    }
}
