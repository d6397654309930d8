package io.millrace.console.integration;

import static java.util.Objects.requireNonNullElse;

import io.millrace.console.PublicUrl;
import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.creation.Creations;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Database;
import io.millrace.console.store.Ids;
import io.millrace.console.store.IntegrationRow;
import io.millrace.console.store.Integrations;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of integrations. */
@Singleton
class IntegrationService {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int MOST_USES_NAMED = 10;

    private final Database database;
    private final AccountsDirectory accounts;
    private final Creations creations;
    private final Audit audit;
    private final PublicUrl publicUrl;
    private final Ids ids;
    private final List<ReferenceNameUse> uses;
    private final Clock clock;

    // eight: what each verb needs; splitting would part the checks from the writes
    IntegrationService(
            Database database,
            AccountsDirectory accounts,
            Creations creations,
            Audit audit,
            PublicUrl publicUrl,
            Ids ids,
            @All List<ReferenceNameUse> uses,
            @Identifier("console") Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.creations = creations;
        this.audit = audit;
        this.publicUrl = publicUrl;
        this.ids = ids;
        this.uses = List.copyOf(uses);
        this.clock = clock;
    }

    List<IntegrationView> list(Actor actor) {
        return database.read(db -> Integrations.list(db, actor.organizationId())).stream()
                .map(this::view)
                .toList();
    }

    IntegrationView get(Actor actor, String id) {
        return view(database.read(db -> find(db, actor, id)));
    }

    /** Makes an integration; the second value says whether it was this request that did. */
    Creations.Created create(Actor actor, IntegrationRequest request, @Nullable String requestKey) {
        IntegrationRow blank = new IntegrationRow(
                ids.id(),
                actor.organizationId(),
                requireNonNullElse(request.referenceName(), ""),
                requireNonNullElse(request.displayName(), ""),
                "",
                true,
                RedactionPolicy.DEFAULT,
                Quota.NONE,
                null,
                actor.userId(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null);
        IntegrationRow row = changed(blank, request);
        return creations.create(actor, requestKey, "integration", request, db -> {
            refuseTakenName(db, row);
            Integrations.insert(db, row);
            audit.record(db, actor, "integration.create", row.id(), null, view(row));
            return row.id();
        });
    }

    IntegrationView change(Actor actor, String id, IntegrationRequest request) {
        accounts.change(db -> {
            IntegrationRow before = find(db, actor, id);
            IntegrationRow after = changed(before, request);
            refuseTakenName(db, after);
            refuseWhileUsed(db, before, after);
            Integrations.update(db, after);
            audit.record(db, actor, "integration.change", id, view(before), view(after));
            return id;
        });
        return get(actor, id);
    }

    void delete(Actor actor, String id) {
        accounts.change(db -> {
            IntegrationRow before = find(db, actor, id);
            Integrations.delete(db, id, clock.instant());
            audit.record(db, actor, "integration.delete", id, view(before), null);
            return id;
        });
    }

    private static IntegrationRow find(Handle db, Actor actor, String id) {
        return Integrations.find(db, actor.organizationId(), id)
                .orElseThrow(() -> ProblemException.notFound("integration"));
    }

    private static void refuseTakenName(Handle db, IntegrationRow row) {
        boolean taken = Integrations.list(db, row.organizationId()).stream()
                .anyMatch(other -> other.referenceName().equals(row.referenceName())
                        && !other.id().equals(row.id()));
        if (taken) {
            throw ProblemException.conflict(
                    "Your organization has an integration with the reference name " + row.referenceName() + ".");
        }
    }

    /** Formulas name integrations: a rename would break them without a word. */
    private void refuseWhileUsed(Handle db, IntegrationRow before, IntegrationRow after) {
        if (before.referenceName().equals(after.referenceName())) {
            return;
        }
        List<String> used = uses.stream()
                .flatMap(use -> use.usesOf(db, before.organizationId(), before.referenceName()).stream())
                .toList();
        if (!used.isEmpty()) {
            String some = String.join(", ", used.subList(0, Math.min(MOST_USES_NAMED, used.size())));
            throw ProblemException.conflict("The reference name " + before.referenceName() + " is used by "
                    + used.size() + ": " + some + ". Change them first.");
        }
    }

    private static IntegrationRow changed(IntegrationRow row, IntegrationRequest request) {
        Checks checks = new Checks();
        String displayName =
                checks.text(requireNonNullElse(request.displayName(), row.displayName()), "displayName", LONGEST_NAME);
        String description = checks.optionalText(
                requireNonNullElse(request.description(), row.description()), "description", LONGEST_DESCRIPTION);
        String name = requireNonNullElse(request.referenceName(), row.referenceName());
        IntegrationChecks.referenceName(checks, name);
        RedactionPolicy policy = requireNonNullElse(request.policy(), row.policy());
        IntegrationChecks.policy(checks, policy);
        Quota quota = requireNonNullElse(request.quota(), row.quota());
        checks.quota(quota, "quota");
        int days = requireNonNullElse(request.retentionDays(), requireNonNullElse(row.retentionDays(), 0));
        IntegrationChecks.retention(checks, days);
        checks.done();
        return new IntegrationRow(
                row.id(),
                row.organizationId(),
                name,
                displayName,
                description,
                requireNonNullElse(request.enabled(), row.enabled()),
                policy,
                quota,
                days == 0 ? null : days,
                row.createdBy(),
                row.createdAt(),
                row.deletedAt());
    }

    private IntegrationView view(IntegrationRow row) {
        return new IntegrationView(
                row.id(),
                row.displayName(),
                row.description(),
                row.referenceName(),
                publicUrl.endpoint(row.id()),
                row.enabled(),
                row.policy(),
                row.quota(),
                row.retentionDays(),
                row.createdAt());
    }
}
