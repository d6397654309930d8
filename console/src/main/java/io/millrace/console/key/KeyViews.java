package io.millrace.console.key;

import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.directory.DirectorySnapshot;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.key.ApiKey;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows keys, without what is kept of their secret. */
@Singleton
class KeyViews {
    private static final Duration REMINDER = Duration.ofDays(14);

    private final AccountsDirectory accounts;
    private final Clock clock;

    KeyViews(AccountsDirectory accounts, @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A key for the API. */
    KeyView view(KeyRow row) {
        Optional<User> user = accounts.snapshot().activeUser(row.userId());
        Instant now = clock.instant();
        Instant expiresAt = row.expiresAt();
        String state = state(row, user, now);
        return new KeyView(
                row.id(),
                ApiKey.PREFIX + row.id() + "_",
                row.name(),
                row.kind().name().toLowerCase(Locale.ROOT),
                state,
                row.integrationId(),
                row.userId(),
                user.map(User::name).orElse("removed user"),
                row.createdAt(),
                expiresAt,
                expiresAt != null
                        && state.equals("active")
                        && expiresAt.minus(REMINDER).isBefore(now),
                row.revokedAt(),
                row.replacedBy(),
                row.lastUsedAt(),
                row.quota());
    }

    /** A key for the audit log. */
    Map<String, Object> audited(KeyRow row) {
        Map<String, Object> audited = new LinkedHashMap<>();
        audited.put("name", row.name());
        audited.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        audited.put("user", row.userId());
        putIfThere(audited, "integration", Optional.ofNullable(row.integrationId()));
        putIfThere(audited, "expiresAt", Optional.ofNullable(row.expiresAt()));
        putIfThere(audited, "replacedBy", Optional.ofNullable(row.replacedBy()));
        return audited;
    }

    private String state(KeyRow row, Optional<User> user, Instant now) {
        Instant expiresAt = row.expiresAt();
        if (row.revokedAt() != null) {
            return "revoked";
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return "expired";
        }
        DirectorySnapshot snapshot = accounts.snapshot();
        var integration =
                row.integrationId() == null ? null : snapshot.integrations().get(row.integrationId());
        boolean integrationGone = integration != null && integration.deletedAt() != null;
        boolean mayIngest = user.filter(known -> known.role() == Role.OWNER).isPresent();
        boolean suspended = user.isEmpty() || integrationGone || (row.kind() == KeyType.INGEST && !mayIngest);
        return suspended ? "suspended" : "active";
    }

    private static void putIfThere(Map<String, Object> map, String name, Optional<?> value) {
        value.ifPresent(present -> map.put(name, present));
    }
}
