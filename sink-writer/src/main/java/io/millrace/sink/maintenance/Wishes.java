package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.Retention;
import io.millrace.sink.maintenance.table.RowSelection;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What is to go from the tables, from the settings and from the directory. */
final class Wishes {
    private final Optional<Integer> longestDays;
    private final DirectoryState directory;
    private final BooleanSupplier directoryIsKnown;
    private final Map<String, Deletion> own = new ConcurrentHashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();

    Wishes(Optional<Integer> longestDays, DirectoryState directory, BooleanSupplier directoryIsKnown) {
        this.longestDays = longestDays;
        this.directory = directory;
        this.directoryIsKnown = directoryIsKnown;
    }

    /** Days that every row is kept at most; empty for no end. */
    Optional<Integer> longestDays() {
        return longestDays;
    }

    /** Rows of integrations that keep less than the table; none while the directory is not known. */
    List<RowSelection> retention(Instant now) {
        List<RowSelection> selections = new ArrayList<>();
        if (!directoryIsKnown.getAsBoolean()) {
            return selections;
        }
        for (DirectoryRecord.Integration integration : directory.integrations()) {
            Integer days = integration.retentionDays();
            if (days != null
                    && days > 0
                    && longestDays.map(longest -> days < longest).orElse(true)) {
                Instant firstKept = Retention.firstKept(now, days);
                selections.add(new RowSelection(
                        "retention/" + integration.organization() + "/" + integration.id() + "/" + firstKept,
                        integration.organization(),
                        integration.id(),
                        null,
                        null,
                        firstKept));
            }
        }
        return selections;
    }

    /** Deletions that were requested and are not done, in the order of their ids. */
    Collection<Deletion> requested() {
        Map<String, Deletion> all = new TreeMap<>();
        for (Deletion deletion : directory.deletions()) {
            all.put(deletion.id(), deletion);
            own.remove(deletion.id());
        }
        all.putAll(own);
        finished.forEach(all::remove);
        return all.values();
    }

    /** Adds one that this process has published, until the directory brings it back. */
    void add(Deletion deletion) {
        own.put(deletion.id(), deletion);
    }

    /** Takes out one that is done. */
    void remove(Deletion deletion) {
        own.remove(deletion.id());
        finished.add(deletion.id());
    }

    /** The rows that a deletion is about. */
    static RowSelection selection(Deletion deletion) {
        Deletion.Identity identity = deletion.identity();
        return new RowSelection(
                "deletion/" + deletion.id(),
                deletion.organization(),
                deletion.integration(),
                identity == null ? null : identity.column(),
                deletion.identityValue(),
                Instant.ofEpochMilli(deletion.throughUnixMillis()).plusMillis(1));
    }
}
