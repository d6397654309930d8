package io.millrace.console.key;

import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.creation.Creations;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.directory.KeySecrets;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Database;
import io.millrace.console.store.Integrations;
import io.millrace.console.store.KeyRow;
import io.millrace.console.store.Keys;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.key.ApiKey;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules of API keys. A key carries the rights that its user has at the moment of use. */
@Singleton
class KeyService {
    private static final int LONGEST_NAME = 200;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Database database;
    private final AccountsDirectory accounts;
    private final Creations creations;
    private final KeySecrets secrets;
    private final Audit audit;
    private final KeyViews views;
    private final Clock clock;

    // seven: one more than the rule's five would split the same three verbs over two classes
    KeyService(
            Database database,
            AccountsDirectory accounts,
            Creations creations,
            KeySecrets secrets,
            Audit audit,
            KeyViews views,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.creations = creations;
        this.secrets = secrets;
        this.audit = audit;
        this.views = views;
        this.clock = clock;
    }

    /** The keys that the actor may see: all for owners and admins, the own ones for members. */
    List<KeyView> list(Actor actor) {
        return database.read(db -> Keys.list(db, actor.organizationId())).stream()
                .filter(row -> KeyRules.maySee(actor, row))
                .map(views::view)
                .toList();
    }

    KeyView get(Actor actor, String id) {
        return views.view(database.read(db -> KeyRules.visible(db, actor, id)));
    }

    /** Makes a key; its text is in the answer and nowhere else. */
    KeyView.WithText create(Actor actor, KeyRequest request, @Nullable String requestKey) {
        Checks checks = new Checks();
        String name = checks.text(request.name(), "name", LONGEST_NAME);
        KeyType kind = checks.oneOf(request.kind(), "kind", KeyType.class);
        Instant now = now();
        Instant expiresAt = request.expiresAt();
        checks.that(expiresAt == null || expiresAt.isAfter(now), "expiresAt", "expiresAt must be in the future.");
        checks.that(
                kind != KeyType.ADMIN || request.integrationId() == null,
                "integrationId",
                "A key of the kind admin acts on the whole organization and cannot be tied to one integration.");
        Quota quota = Objects.requireNonNullElse(request.quota(), Quota.NONE);
        checks.quota(quota, "quota");
        checks.done();
        KeyRules.mayMake(actor, kind);
        ApiKey key = secrets.generate();
        Creations.Created created = creations.create(actor, requestKey, "key", request, db -> {
            String integrationId = request.integrationId();
            if (integrationId != null
                    && Integrations.find(db, actor.organizationId(), integrationId)
                            .isEmpty()) {
                throw ProblemException.notFound("integration");
            }
            KeyRow row = row(actor, key, kind, name, integrationId, quota, now, expiresAt);
            Keys.insert(db, row);
            audit.record(db, actor, "key.create", row.id(), null, views.audited(row));
            return row.id();
        });
        return new KeyView.WithText(get(actor, created.id()), created.now() ? key.text() : null);
    }

    /**
     * Makes a key like an own one; the old one lives on for the overlap.
     *
     * @param overlap from nothing to 30 days
     */
    KeyView.WithText rotate(Actor actor, String id, Duration overlap) {
        Checks checks = new Checks();
        checks.that(
                !overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0,
                "overlapHours",
                "overlapHours must be from 0 to " + LONGEST_OVERLAP.toHours() + ".");
        checks.done();
        ApiKey key = secrets.generate();
        Instant now = now();
        accounts.change(db -> {
            KeyRow old = KeyRules.visible(db, actor, id);
            if (!old.userId().equals(actor.userId())) {
                throw ProblemException.forbidden(
                        "A key carries its maker's rights, so only its maker can rotate it. Make one of your own.");
            }
            KeyRules.mayMake(actor, old.kind());
            if (old.revokedAt() != null || old.replacedBy() != null) {
                throw ProblemException.conflict("This key was revoked or rotated before.");
            }
            @Nullable Instant expiresAt = sameLife(old, now);
            Keys.insert(db, row(actor, key, old.kind(), old.name(), old.integrationId(), old.quota(), now, expiresAt));
            Keys.replace(db, id, key.id(), earlier(now.plus(overlap), old.expiresAt()));
            audit.record(
                    db, actor, "key.rotate", id, views.audited(old), views.audited(KeyRules.visible(db, actor, id)));
            return key.id();
        });
        return new KeyView.WithText(get(actor, key.id()), key.text());
    }

    /** Changes name, end and limits; null stays. A life that is over does not begin again. */
    KeyView change(Actor actor, String id, KeyResource.KeyChange change) {
        Instant now = now();
        Checks checks = new Checks();
        Instant end = change.expiresAt();
        checks.that(end == null || end.isAfter(now), "expiresAt", "expiresAt must be in the future.");
        String name = change.name() == null ? null : checks.text(change.name(), "name", LONGEST_NAME);
        Quota quota = change.quota();
        if (quota != null) {
            checks.quota(quota, "quota");
        }
        checks.done();
        accounts.change(db -> {
            KeyRow before = KeyRules.visible(db, actor, id);
            KeyRules.mayChange(actor, before);
            Instant oldEnd = before.expiresAt();
            if (before.revokedAt() != null || (oldEnd != null && !oldEnd.isAfter(now))) {
                throw ProblemException.conflict("This key has ended. Make a new one.");
            }
            Keys.update(
                    db,
                    id,
                    Objects.requireNonNullElse(name, before.name()),
                    Objects.requireNonNullElse(quota, before.quota()),
                    end == null ? oldEnd : end);
            audit.record(
                    db, actor, "key.change", id, views.audited(before), views.audited(KeyRules.visible(db, actor, id)));
            return id;
        });
        return get(actor, id);
    }

    /** Ends a key at once: gateways hear of it within seconds. */
    void revoke(Actor actor, String id) {
        Instant now = now();
        accounts.change(db -> {
            KeyRow row = KeyRules.visible(db, actor, id);
            KeyRules.mayRevoke(actor, row);
            if (row.revokedAt() == null) {
                Keys.revoke(db, id, now);
                audit.record(db, actor, "key.revoke", id, views.audited(row), null);
            }
            return id;
        });
    }

    private KeyRow row(
            Actor actor,
            ApiKey key,
            KeyType kind,
            String name,
            @Nullable String integrationId,
            Quota quota,
            Instant now,
            @Nullable Instant expiresAt) {
        return new KeyRow(
                key.id(),
                actor.organizationId(),
                actor.userId(),
                kind,
                name,
                secrets.digestHex(key),
                integrationId,
                quota,
                now,
                expiresAt,
                null,
                null,
                null);
    }

    private static @Nullable Instant sameLife(KeyRow old, Instant now) {
        Instant expiresAt = old.expiresAt();
        return expiresAt == null ? null : now.plus(Duration.between(old.createdAt(), expiresAt));
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
