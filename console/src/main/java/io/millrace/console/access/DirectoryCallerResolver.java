package io.millrace.console.access;

import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.directory.DirectorySnapshot;
import io.millrace.console.directory.KeySecrets;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.key.ApiKey;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds callers by their keys in the accounts in memory. Every bad key gets the same answer, whatever is wrong with it. */
@ApplicationScoped
class DirectoryCallerResolver implements CallerResolver {
    private static final String SCHEME = "bearer ";
    private static final CallerResolution NO_KEY = new CallerResolution.Refused(
            401, "Send the header Authorization: Bearer <key> with a query key of your organization.");
    private static final CallerResolution BAD_KEY = new CallerResolution.Refused(
            401, "The key is unknown, expired or revoked, or its user was removed. Make a new one under API keys.");
    private static final CallerResolution INGEST_KEY =
            new CallerResolution.Refused(403, "This key only sends telemetry. Use a key of the kind query.");
    private static final CallerResolution NOT_LOADED =
            new CallerResolution.Refused(503, "The console is starting. Try again in a few seconds.");

    private final AccountsDirectory accounts;
    private final KeySecrets secrets;
    private final SignedIn signedIn;
    private final KeyUses uses;
    private final Clock clock;

    DirectoryCallerResolver(
            AccountsDirectory accounts,
            KeySecrets secrets,
            SignedIn signedIn,
            KeyUses uses,
            @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.signedIn = signedIn;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public CallerResolution resolve(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        Optional<User> user = authorization == null ? signedIn.user(request) : Optional.empty();
        return user.<CallerResolution>map(known -> new CallerResolution.Known(new Caller(
                        known.organizationId(),
                        known.id(),
                        known.role(),
                        KeyType.ADMIN,
                        accounts.snapshot().referenceNames(known.organizationId()))))
                .orElseGet(() -> resolve(authorization));
    }

    @Override
    public CallerResolution resolve(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return NO_KEY;
        }
        Optional<ApiKey> key =
                ApiKey.parse(authorization.substring(SCHEME.length()).strip());
        if (key.isEmpty()) {
            return BAD_KEY;
        }
        DirectorySnapshot snapshot = accounts.snapshot();
        return snapshot.loaded() ? resolve(key.get(), snapshot) : NOT_LOADED;
    }

    private CallerResolution resolve(ApiKey key, DirectorySnapshot snapshot) {
        KeyRow row = snapshot.keys().get(key.id());
        if (row == null || !secrets.matches(key, row.digestHex()) || !alive(row, clock.instant())) {
            return BAD_KEY;
        }
        Organization organization = snapshot.organizations().get(row.organizationId());
        Optional<User> user = snapshot.activeUser(row.userId());
        if (user.isEmpty() || organization == null || !organization.enabled()) {
            return BAD_KEY;
        }
        if (row.kind() == KeyType.INGEST) {
            return INGEST_KEY;
        }
        uses.note(row.id(), clock.instant());
        return new CallerResolution.Known(new Caller(
                row.organizationId(),
                row.userId(),
                user.get().role(),
                row.kind(),
                readable(snapshot.referenceNames(row.organizationId()), row.integrationId())));
    }

    private static boolean alive(KeyRow row, Instant now) {
        Instant expiresAt = row.expiresAt();
        return row.revokedAt() == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    private static Map<String, String> readable(Map<String, String> all, @Nullable String only) {
        if (only == null) {
            return all;
        }
        Map<String, String> readable = new HashMap<>(all);
        readable.keySet().retainAll(java.util.Set.of(only));
        return readable;
    }
}
