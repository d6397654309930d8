package io.millrace.console.bootstrap;

import io.millrace.console.account.Passwords;
import io.millrace.console.directory.KeySecrets;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Ids;
import io.millrace.console.store.IntegrationRow;
import io.millrace.console.store.Integrations;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.Keys;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.key.ApiKey;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is there after the first start. */
@Singleton
class FirstAccounts {
    /** Name that the first owner signs in with. */
    static final String OWNER = "owner";

    private static final String REFERENCE_NAME = "claudeCode";

    private final Ids ids;
    private final KeySecrets secrets;
    private final Passwords passwords;
    private final Clock clock;

    FirstAccounts(Ids ids, KeySecrets secrets, Passwords passwords, @Identifier("console") Clock clock) {
        this.ids = ids;
        this.secrets = secrets;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Ids and secrets for a first start. */
    FirstStartPlan plan() {
        return new FirstStartPlan(
                ids.id(),
                ids.id(),
                ids.id(),
                ids.password(),
                secrets.generate().text(),
                secrets.generate().text());
    }

    /** Stores the accounts of a plan; true, so that it reads as what was done. */
    boolean insert(Handle db, FirstStartPlan plan) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Accounts.insert(db, new Organization(plan.organizationId(), "My organization", true, Quota.NONE, now));
        Accounts.insert(
                db,
                new User(
                        plan.userId(),
                        plan.organizationId(),
                        OWNER,
                        "Owner",
                        Role.OWNER,
                        passwords.hash(plan.oneTimePassword()),
                        true,
                        null,
                        null,
                        now,
                        null));
        Integrations.insert(
                db,
                new IntegrationRow(
                        plan.integrationId(),
                        plan.organizationId(),
                        REFERENCE_NAME,
                        "Claude Code",
                        "",
                        true,
                        RedactionPolicy.DEFAULT,
                        Quota.NONE,
                        null,
                        plan.userId(),
                        now,
                        null));
        insertKey(
                db, plan, KeyType.INGEST, "First start: sends telemetry", plan.ingestKey(), plan.integrationId(), now);
        insertKey(db, plan, KeyType.QUERY, "First start: asks questions", plan.queryKey(), null, now);
        return true;
    }

    private void insertKey(
            Handle db,
            FirstStartPlan plan,
            KeyType kind,
            String name,
            String text,
            @Nullable String integrationId,
            Instant now) {
        ApiKey key = ApiKey.parse(text)
                .orElseThrow(() -> new IllegalStateException("the plan of the first start holds no key"));
        Keys.insert(
                db,
                new KeyRow(
                        key.id(),
                        plan.organizationId(),
                        plan.userId(),
                        kind,
                        name,
                        secrets.digestHex(key),
                        integrationId,
                        Quota.NONE,
                        now,
                        null,
                        null,
                        null,
                        null));
    }
}
