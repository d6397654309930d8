package io.millrace.console.privacy;

import io.millrace.console.access.Actor;
import io.millrace.console.audit.Audit;
import io.millrace.console.creation.Creations;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Database;
import io.millrace.console.store.DeletionRow;
import io.millrace.console.store.Deletions;
import io.millrace.console.store.Ids;
import io.millrace.console.store.IntegrationRow;
import io.millrace.store.EventTables;
import io.millrace.store.TableSnapshot;
import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes deletions down and says how far they are, as the tables tell. */
@Singleton
class DeletionService {
    private static final Logger LOG = Logger.getLogger(DeletionService.class);
    private static final int LONGEST_VALUE = 512;

    private final AccountsDirectory accounts;
    private final Database database;
    private final Creations creations;
    private final EventTables tables;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    DeletionService(
            AccountsDirectory accounts,
            Database database,
            Creations creations,
            EventTables tables,
            Audit audit,
            Ids ids,
            @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.database = database;
        this.creations = creations;
        this.tables = tables;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    List<DeletionView> list(Actor actor) {
        List<DeletionRow> rows = database.read(db -> Deletions.list(db, actor.organizationId()));
        List<TableSnapshot> snapshots = snapshots(rows);
        return rows.stream().map(row -> view(row, snapshots)).toList();
    }

    DeletionView get(Actor actor, String id) {
        DeletionRow row = database.read(db -> Deletions.find(db, actor.organizationId(), id))
                .orElseThrow(() -> ProblemException.notFound("deletion"));
        return view(row, snapshots(List.of(row)));
    }

    /** Takes a deletion down; it is on its way to the other stages then. Gives its id. */
    String request(Actor actor, DeletionOrder order, @Nullable String requestKey) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        DeletionRow row = checked(actor, order, now);
        return creations
                .create(actor, requestKey, "deletion", order, db -> {
                    Deletions.insert(db, row);
                    audit.record(db, actor, "deletion.request", row.id(), null, view(row, List.of()));
                    return row.id();
                })
                .id();
    }

    private DeletionRow checked(Actor actor, DeletionOrder order, Instant now) {
        Checks checks = new Checks();
        checks.that(
                order.integrationId() != null || order.column() != null,
                "integrationId",
                "Name an integration, a user by column and value, or both.");
        checks.that(
                order.integrationId() == null || isOwn(actor, order.integrationId()),
                "integrationId",
                "Your organization has no integration with this id.");
        checks.that(
                order.column() == null
                        || Deletion.Identity.ofColumn(order.column()).isPresent(),
                "column",
                "column must be user_id, user_email, user_account_uuid or user_account_id.");
        checks.that((order.column() == null) == (order.value() == null), "value", "column and value go together.");
        checks.that(
                order.value() == null
                        || (!order.value().isBlank() && order.value().length() <= LONGEST_VALUE),
                "value",
                "value must have 1 to " + LONGEST_VALUE + " characters.");
        Optional<Instant> through = through(order, now);
        checks.that(
                through.isPresent(),
                "through",
                "through must be a time such as 2026-11-20T12:00:00Z, not in the future.");
        checks.done();
        return new DeletionRow(
                ids.id(),
                actor.organizationId(),
                order.integrationId(),
                order.column(),
                order.value(),
                through.orElse(now),
                actor.userId(),
                now,
                null);
    }

    /** Deleted integrations count: their data is still there. */
    private boolean isOwn(Actor actor, String integrationId) {
        IntegrationRow row = accounts.snapshot().integrations().get(integrationId);
        return row != null && row.organizationId().equals(actor.organizationId());
    }

    private static Optional<Instant> through(DeletionOrder order, Instant now) {
        try {
            return Optional.of(order.through() == null ? now : Instant.parse(order.through()))
                    .filter(time -> !time.isAfter(now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The tables as they are, unless nothing has to be looked up in them. */
    private List<TableSnapshot> snapshots(List<DeletionRow> rows) {
        if (rows.stream().allMatch(row -> row.publishedAt() == null)) {
            return List.of();
        }
        try {
            return Stream.of(Signal.values()).map(tables::snapshot).toList();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the tables do not say how far deletions are");
            throw ProblemException.unavailable("The tables cannot be read now; the deletion goes on.");
        }
    }

    private static DeletionView view(DeletionRow row, List<TableSnapshot> snapshots) {
        List<DeletionMark> marks = snapshots.stream()
                .flatMap(snapshot -> snapshot.deletion(row.id()).stream())
                .toList();
        boolean everywhere = !marks.isEmpty()
                && snapshots.stream()
                        .filter(snapshot -> snapshot.id().isPresent()) // a table without a snapshot holds nothing
                        .allMatch(snapshot -> snapshot.deletion(row.id()).isPresent());
        boolean done = !marks.isEmpty() && marks.stream().allMatch(DeletionMark::done);
        return new DeletionView(
                row.id(),
                row.integrationId(),
                row.column(),
                row.through(),
                row.requestedBy(),
                row.requestedAt(),
                state(row, everywhere, done),
                done
                        ? marks.stream()
                                .map(DeletionMark::at)
                                .max(Instant::compareTo)
                                .orElseThrow()
                        : null);
    }

    private static String state(DeletionRow row, boolean outOfTables, boolean done) {
        if (row.publishedAt() == null) {
            return "requested";
        }
        if (done) {
            return "done";
        }
        return outOfTables ? "out-of-tables" : "published";
    }
}
