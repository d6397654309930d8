package io.millrace.console.account;

import static io.millrace.console.TestAccounts.bean;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.account.ProviderClaims.Address;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules for people whom an identity provider has vouched for. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class ProviderSignInIT {
    private final String name = bean(Ids.class).id() + "@example.org";

    @Test
    void makesAUserWithTheStrongestRoleOfTheGroups() {
        assertThat(signIn(claims("s1" + name, Address.VERIFIED, "members", "admins", "others")))
                .isInstanceOf(ProviderSignIn.Outcome.SignedIn.class);

        assertThat(user("s1" + name).role()).isEqualTo(Role.ADMIN);
        assertThat(user("s1" + name).signInName()).isEqualTo(name);
    }

    @Test
    void followsTheGroupsAtEverySignIn() {
        signIn(claims("s2" + name, Address.VERIFIED, "admins"));

        signIn(claims("s2" + name, Address.VERIFIED, "members"));

        assertThat(user("s2" + name).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void refusesWhoeverIsInNoneOfTheGroups() {
        assertThat(signIn(claims("s3" + name, Address.VERIFIED, "others")))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("no-group"));
        assertThat(signIn(claims("s3" + name, Address.VERIFIED)))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("no-group"));
    }

    @Test
    void linksAnAccountOnlyIfTheProviderVouchesForTheAddress() {
        signIn(claims("s4" + name, Address.VERIFIED, "members"));

        assertThat(signIn(claims("another" + name, Address.VERIFIED, "owners")))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("name-taken"));
        assertThat(signIn(claims("another" + name, Address.UNSAID, "owners")))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("name-taken"));
    }

    @Test
    void refusesAnAddressThatTheProviderCallsUnverified() {
        assertThat(signIn(claims("s6" + name, Address.UNVERIFIED, "owners")))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("address-not-verified"));
    }

    @Test
    void makesAUserIfTheProviderNeverSpeaksOfAddresses() {
        assertThat(signIn(claims("s7" + name, Address.UNSAID, "members")))
                .isInstanceOf(ProviderSignIn.Outcome.SignedIn.class);
    }

    @Test
    void keepsOutWhomAnOwnerHasRemoved() {
        signIn(claims("s5" + name, Address.VERIFIED, "members"));
        User removed = user("s5" + name);

        bean(AccountsDirectory.class).change(db -> {
            Accounts.remove(db, removed, Instant.now());
            return true;
        });

        assertThat(signIn(claims("s5" + name, Address.VERIFIED, "members")))
                .isEqualTo(new ProviderSignIn.Outcome.Refused("removed"));
    }

    private static ProviderSignIn.Outcome signIn(ProviderClaims claims) {
        return bean(ProviderSignIn.class).signIn(claims, "127.0.0.1", "a browser");
    }

    private static User user(String subject) {
        return bean(Database.class)
                .read(db -> Accounts.userByOidcSubject(db, subject))
                .orElseThrow();
    }

    private ProviderClaims claims(String subject, Address address, String... groups) {
        return new ProviderClaims(subject, name, "Somebody", address, List.of(groups));
    }
}
