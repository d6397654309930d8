package io.millrace.console.directory;

import io.millrace.console.store.Accounts;
import io.millrace.console.store.DirectoryCounter;
import io.millrace.console.store.IntegrationRow;
import io.millrace.console.store.Integrations;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.Keys;
import io.millrace.console.store.Organization;
import io.millrace.console.store.SessionRow;
import io.millrace.console.store.Sessions;
import io.millrace.console.store.User;
import io.millrace.telemetry.directory.DirectoryRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All accounts at one moment, small enough for memory: what requests are checked against and what is published.
 *
 * @param changes how many changes there had been
 * @param organizations by id
 * @param users by id, removed ones too
 * @param integrations by id, deleted ones too
 * @param keys by id, revoked ones too
 * @param sessions by the digest of their secret
 */
public record DirectorySnapshot(
        long changes,
        Map<String, Organization> organizations,
        Map<String, User> users,
        Map<String, IntegrationRow> integrations,
        Map<String, KeyRow> keys,
        Map<String, SessionRow> sessions) {

    /** How long a removed user or a revoked key is still said to be so, before it is just absent. */
    private static final Duration FAREWELL = Duration.ofDays(1);

    /** Before the database was read for the first time. */
    static final DirectorySnapshot NOTHING =
            new DirectorySnapshot(-1, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    static DirectorySnapshot read(Handle db) {
        long changes = DirectoryCounter.changes(db);
        return new DirectorySnapshot(
                changes,
                byId(Accounts.organizations(db), Organization::id),
                byId(Accounts.users(db), User::id),
                byId(Integrations.all(db), IntegrationRow::id),
                byId(Keys.all(db), KeyRow::id),
                byId(Sessions.all(db), SessionRow::tokenDigest));
    }

    /** Whether the database has been read at all. */
    public boolean loaded() {
        return changes >= 0;
    }

    /** The user, if still there. */
    public Optional<User> activeUser(String id) {
        return Optional.ofNullable(users.get(id)).filter(User::active);
    }

    /** The living integrations of an organization: id to reference name. */
    public Map<String, String> referenceNames(String organizationId) {
        return integrations.values().stream()
                .filter(row -> row.deletedAt() == null && row.organizationId().equals(organizationId))
                .collect(Collectors.toMap(IntegrationRow::id, IntegrationRow::referenceName));
    }

    /** What the other stages are told. */
    List<DirectoryRecord> records(Instant now) {
        List<DirectoryRecord> records = new ArrayList<>();
        organizations
                .values()
                .forEach(row -> records.add(
                        new DirectoryRecord.Organization(row.id(), row.displayName(), row.enabled(), row.quota())));
        users.values().stream()
                .filter(row -> stillTold(row.removedAt(), now))
                .forEach(row -> records.add(
                        new DirectoryRecord.User(row.id(), row.organizationId(), row.role(), row.active())));
        integrations.values().stream()
                .filter(row -> row.deletedAt() == null)
                .forEach(row -> records.add(integration(row)));
        keys.values().stream()
                .filter(row -> stillTold(row.revokedAt(), now) && stillTold(row.expiresAt(), now))
                .forEach(row -> records.add(key(row)));
        return records;
    }

    /** Names of things in the database that the other stages are no longer told of. */
    Set<String> retired(Instant now) {
        Set<String> names = new HashSet<>();
        users.keySet().forEach(id -> names.add("user/" + id));
        integrations.keySet().forEach(id -> names.add("integration/" + id));
        keys.keySet().forEach(id -> names.add("key/" + id));
        records(now).forEach(record -> names.remove(record.kind() + "/" + record.id()));
        return names;
    }

    private static DirectoryRecord.Integration integration(IntegrationRow row) {
        return new DirectoryRecord.Integration(
                row.id(),
                row.organizationId(),
                row.referenceName(),
                row.displayName(),
                row.enabled(),
                row.policy(),
                row.quota(),
                row.retentionDays());
    }

    private static DirectoryRecord.Key key(KeyRow row) {
        Instant expiresAt = row.expiresAt();
        return new DirectoryRecord.Key(
                row.id(),
                row.organizationId(),
                row.userId(),
                row.kind(),
                row.digestHex(),
                row.integrationId(),
                expiresAt == null ? null : expiresAt.toEpochMilli(),
                row.revokedAt() != null,
                row.quota());
    }

    private static boolean stillTold(@Nullable Instant end, Instant now) {
        return end == null || end.plus(FAREWELL).isAfter(now);
    }

    private static <T> Map<String, T> byId(List<T> rows, Function<T, String> id) {
        return rows.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity()));
    }
}
