package io.millrace.console.minql.stored;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.creation.Creations;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.report.OrganizationNames;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.Integrations;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of stored things: who may see and change them, and that every change is a version and an audit entry. */
@Singleton
public class StoredService {
    private final Database database;
    private final StoredChecks checks;
    private final OrganizationNames names;
    private final Creations creations;
    private final Audit audit;
    private final Ids ids;
    private final MinqlConfig config;
    private final Clock clock;

    // eight: what each verb needs; splitting would part the checks from the writes
    StoredService(
            Database database,
            StoredChecks checks,
            OrganizationNames names,
            Creations creations,
            Audit audit,
            Ids ids,
            MinqlConfig config,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.checks = checks;
        this.names = names;
        this.creations = creations;
        this.audit = audit;
        this.ids = ids;
        this.config = config;
        this.clock = clock;
    }

    /** What a user may see of one kind, by name. */
    public List<StoredItem> list(String organizationId, String userId, StoredKind kind) {
        return database.read(db -> StoredItems.list(db, organizationId, kind, userId));
    }

    /**
     * One of them.
     *
     * @throws ProblemException 404 if the user may see none with this id
     */
    public StoredItem get(Actor actor, StoredKind kind, String id) {
        return database.read(db -> find(db, actor, kind, id));
    }

    /** Makes one. */
    public Creations.Created create(Actor actor, StoredKind kind, StoredRequest request, @Nullable String requestKey) {
        Instant now = now();
        StoredItem item = new StoredItem(
                ids.id(),
                actor.organizationId(),
                kind,
                requireNonNullElse(request.name(), "").strip(),
                actor.userId(),
                kind.isDefinition() || Boolean.TRUE.equals(request.shared()),
                1,
                content(request.content()),
                now,
                actor.userId(),
                now);
        check(item);
        return creations.create(actor, requestKey, kind.word(), request, db -> {
            refuseTakenName(db, item);
            if (StoredItems.count(db, actor.organizationId()) >= config.storedItems()) {
                throw ProblemException.conflict("Your organization has " + config.storedItems()
                        + " stored things, which is the most there may be. Delete some first.");
            }
            StoredItems.insert(db, item);
            audit.record(db, actor, kind.word() + ".create", item.id(), null, item);
            return item.id();
        });
    }

    /** Changes what the request names, as a new version. */
    public StoredItem change(Actor actor, StoredKind kind, String id, StoredRequest request) {
        StoredItem before = get(actor, kind, id);
        refuseUnlessMayChange(actor, before);
        int basedOn = requireNonNullElse(request.version(), before.version());
        if (basedOn != before.version()) {
            throw ProblemException.conflict("It has been changed in the meantime: your change is based on version "
                    + basedOn + ", the newest is " + before.version() + ".");
        }
        boolean shared = kind.isDefinition() || requireNonNullElse(request.shared(), before.shared());
        return store(
                actor,
                before,
                before.changed(
                        requireNonNullElse(request.name(), before.name()).strip(),
                        shared,
                        request.content() == null ? before.content() : request.content(),
                        actor.userId(),
                        now()));
    }

    /** Versions, newest first. */
    List<StoredVersion> versions(Actor actor, StoredKind kind, String id) {
        return database.read(
                db -> StoredItems.versions(db, find(db, actor, kind, id).id()));
    }

    /** Makes an earlier version the newest one. */
    public StoredItem restore(Actor actor, StoredKind kind, String id, int version) {
        StoredItem before = get(actor, kind, id);
        refuseUnlessMayChange(actor, before);
        StoredVersion earlier = versions(actor, kind, id).stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("version"));
        return store(
                actor,
                before,
                before.changed(earlier.name(), before.shared(), earlier.content(), actor.userId(), now()));
    }

    /** Deletes one. */
    public void delete(Actor actor, StoredKind kind, String id) {
        database.inTransaction(db -> {
            StoredItem before = find(db, actor, kind, id);
            refuseUnlessMayChange(actor, before);
            StoredItems.delete(db, id, clock.instant());
            audit.record(db, actor, kind.word() + ".delete", id, before, null);
            return id;
        });
    }

    private StoredItem store(Actor actor, StoredItem before, StoredItem after) {
        check(after);
        return database.inTransaction(db -> {
            refuseTakenName(db, after);
            if (!StoredItems.update(db, after)) {
                throw ProblemException.conflict("It has been changed in the meantime; read it again first.");
            }
            audit.record(db, actor, after.kind().word() + ".change", after.id(), before, after);
            return after;
        });
    }

    private void check(StoredItem item) {
        Map<String, String> integrations = new HashMap<>();
        database.read(db -> Integrations.list(db, item.organizationId()))
                .forEach(row -> integrations.put(row.id(), row.referenceName()));
        checks.check(item, integrations, names.of(item.organizationId()));
    }

    private static StoredItem find(Handle db, Actor actor, StoredKind kind, String id) {
        return StoredItems.find(db, actor.organizationId(), kind, id)
                .filter(item -> item.isVisibleTo(actor.userId()))
                .orElseThrow(() -> ProblemException.notFound(kind.word()));
    }

    /** Whoever made it; owners and admins what is shared. */
    private static void refuseUnlessMayChange(Actor actor, StoredItem item) {
        boolean administers = actor.role() == Role.OWNER || actor.role() == Role.ADMIN;
        if (!item.ownerId().equals(actor.userId()) && !(administers && item.shared())) {
            throw ProblemException.forbidden("Only who made it, an owner or an admin may change it.");
        }
    }

    private static void refuseTakenName(Handle db, StoredItem item) {
        boolean taken = item.kind().isDefinition()
                && StoredItems.definitions(db, item.organizationId()).stream()
                        .anyMatch(other ->
                                other.name().equals(item.name()) && !other.id().equals(item.id()));
        if (taken) {
            throw ProblemException.conflict(
                    "Your organization has a property or metric with the name " + item.name() + ".");
        }
    }

    private static JsonNode content(@Nullable JsonNode content) {
        return content == null ? JsonNodeFactory.instance.objectNode() : content;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
