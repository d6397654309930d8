package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.DeletionMarks;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Deletions on their way: requested, out of the tables, out of old snapshots and files, out of the topics, done. A deletion that
 * is done is withdrawn from the directory, so that the name of the user it was about does not stay there.
 */
final class Deletions {
    private static final Logger LOG = Logger.getLogger(Deletions.class);

    private final Wishes wishes;
    private final DeletionTopic topic;
    private final Function<Signal, Optional<MaintainedTable>> tables;
    private final Duration longestWrite;

    /**
     * Deletions.
     *
     * @param tables opens a table
     * @param longestWrite how long a data file is written at most before it is in a snapshot
     */
    Deletions(
            Wishes wishes,
            DeletionTopic topic,
            Function<Signal, Optional<MaintainedTable>> tables,
            Duration longestWrite) {
        this.wishes = wishes;
        this.topic = topic;
        this.tables = tables;
        this.longestWrite = longestWrite;
    }

    /** Makes a deletion known to every stage and to this process at once. */
    void request(Deletion deletion) {
        topic.publish(deletion);
        wishes.add(deletion);
        LOG.infof("deletion was requested, deletion=%s organization=%s", deletion.id(), deletion.organization());
    }

    /**
     * Marks and withdraws what is done by now.
     *
     * @return those that are not done yet
     */
    List<Pending> finish() {
        List<MaintainedTable> known = known();
        List<Pending> pending = new ArrayList<>();
        for (Deletion deletion : List.copyOf(wishes.requested())) {
            Stage stage = stage(deletion, known);
            if (stage != Stage.DONE) {
                pending.add(new Pending(stage, Instant.ofEpochMilli(deletion.throughUnixMillis())));
            } else if (isMarkedDone(deletion, known)) {
                topic.withdraw(deletion);
                wishes.remove(deletion);
                LOG.infof("deletion is done, deletion=%s", deletion.id());
            } else {
                pending.add(new Pending(Stage.OUT_OF_FILES, Instant.ofEpochMilli(deletion.throughUnixMillis())));
            }
        }
        known.stream().filter(MaintainedTable::holdsLease).forEach(own -> DeletionMarks.copyDone(own, known));
        return pending;
    }

    /**
     * Sees to it that a table says that a deletion is done. One is enough, and it is one whose lease this process has if there is
     * any: several processes may share the tables, so that none of them has every lease.
     *
     * @return whether one says so; false while other processes maintain all of them
     */
    private static boolean isMarkedDone(Deletion deletion, List<MaintainedTable> known) {
        if (known.isEmpty() || known.stream().anyMatch(table -> DeletionMarks.isDone(table, deletion.id()))) {
            return true;
        }
        List<MaintainedTable> ownFirst = new ArrayList<>(known);
        ownFirst.sort(Comparator.comparing(table -> !table.holdsLease()));
        for (MaintainedTable table : ownFirst) {
            if (table.takeLease()) {
                DeletionMarks.markDone(table, deletion.id());
                return true;
            }
        }
        return false;
    }

    /** All deletions that this installation knows. */
    List<View> list() {
        List<MaintainedTable> known = known();
        Map<String, View> views = new TreeMap<>();
        for (MaintainedTable table : known) {
            DeletionMarks.done(table)
                    .forEach((id, at) -> views.put(
                            id, new View(id, null, null, null, null, Stage.DONE.word(), at.toString(), List.of())));
        }
        for (Deletion deletion : wishes.requested()) {
            views.putIfAbsent(deletion.id(), view(deletion, known));
        }
        return List.copyOf(views.values());
    }

    private View view(Deletion deletion, Collection<MaintainedTable> known) {
        List<String> clean = known.stream()
                .filter(table -> DeletionMarks.cleanSince(table, deletion.id()).isPresent())
                .map(table -> table.signal().tableName())
                .toList();
        Deletion.Identity identity = deletion.identity();
        return new View(
                deletion.id(),
                deletion.organization(),
                deletion.integration(),
                identity == null ? null : identity.column(),
                Instant.ofEpochMilli(deletion.throughUnixMillis()).toString(),
                stage(deletion, known).word(),
                null,
                clean);
    }

    private Stage stage(Deletion deletion, Collection<MaintainedTable> known) {
        if (known.stream().anyMatch(table -> DeletionMarks.isDone(table, deletion.id()))) {
            return Stage.DONE; // one table says so once it holds for all, whatever becomes of the process that says it
        }
        Instant since = Instant.ofEpochMilli(deletion.throughUnixMillis());
        for (MaintainedTable table : known) {
            Optional<Instant> clean = DeletionMarks.cleanSince(table, deletion.id());
            if (clean.isEmpty()) {
                return Stage.REQUESTED;
            }
            since = clean.get().isAfter(since) ? clean.get() : since;
        }
        for (MaintainedTable table : known) {
            Instant clean = DeletionMarks.cleanSince(table, deletion.id()).orElseThrow();
            if (!DeletionMarks.isOlderDataGone(table, clean, longestWrite)) {
                return Stage.OUT_OF_TABLES;
            }
        }
        return topic.holdOnlyLater(since) ? Stage.DONE : Stage.OUT_OF_FILES;
    }

    private List<MaintainedTable> known() {
        List<MaintainedTable> known = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            tables.apply(signal).ifPresent(known::add);
        }
        return known;
    }

    /**
     * A deletion that is not done.
     *
     * @param stage how far it is
     * @param through end of the receive time that it covers
     */
    record Pending(Stage stage, Instant through) {}

    /** How far a deletion is. */
    enum Stage {
        /** Some table may still hold rows. */
        REQUESTED,
        /** No table's newest snapshot holds such a row; older snapshots or files may. */
        OUT_OF_TABLES,
        /** No file holds such a row; the topics may still hold the records. */
        OUT_OF_FILES,
        /** Nowhere any more. */
        DONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A deletion as the API shows it; the value that names the user is not shown.
     *
     * @param id id
     * @param organization organization; null once it is done
     * @param integration integration, or null for all
     * @param column column that names the user, or null for all users
     * @param through end of the receive time; null once it is done
     * @param state requested, out-of-tables, out-of-files or done
     * @param doneAt when it was done, or null
     * @param cleanTables tables without such rows
     */
    record View(
            String id,
            @org.jspecify.annotations.Nullable String organization,
            @org.jspecify.annotations.Nullable String integration,
            @org.jspecify.annotations.Nullable String column,
            @org.jspecify.annotations.Nullable String through,
            String state,
            @org.jspecify.annotations.Nullable String doneAt,
            List<String> cleanTables) {}
}
