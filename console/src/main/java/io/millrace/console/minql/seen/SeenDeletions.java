package io.millrace.console.minql.seen;

import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Deletions after which what was counted of a table was forgotten and counted anew. */
final class SeenDeletions {
    private SeenDeletions() {}

    /**
     * Deletions that took rows out of a table since it was counted, by their ids.
     *
     * @param marks the table's deletions, by their ids
     */
    static Map<String, DeletionMark> unknown(Handle db, Signal signal, Map<String, DeletionMark> marks) {
        Map<String, Long> known = new HashMap<>();
        db.createQuery("select deletion_id, clean_at from seen_deletions where signal = :signal")
                .bind("signal", signal.wireName())
                .map((row, context) -> Map.entry(row.getString("deletion_id"), row.getLong("clean_at")))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        Map<String, DeletionMark> unknown = new TreeMap<>();
        marks.forEach((id, mark) -> {
            Long before = known.get(id);
            // one that is done says when it was done, not when the rows went: that it is known is enough
            if (before == null || (!mark.done() && before != mark.at().toEpochMilli())) {
                unknown.put(id, mark);
            }
        });
        return unknown;
    }

    /** Organizations that asked for them; empty if one was asked for elsewhere: nobody here knows whose rows it took out. */
    static Optional<Set<String>> organizations(Handle db, Collection<String> deletions) {
        Set<String> organizations = new TreeSet<>();
        for (String id : deletions) {
            Optional<String> organization = db.createQuery("select organization_id from deletions where id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne();
            if (organization.isEmpty()) {
                return Optional.empty();
            }
            organizations.add(organization.get());
        }
        return Optional.of(organizations);
    }

    static void remember(Handle db, Signal signal, Map<String, DeletionMark> deletions) {
        deletions.forEach((id, mark) -> {
            db.createUpdate("delete from seen_deletions where signal = :signal and deletion_id = :id")
                    .bind("signal", signal.wireName())
                    .bind("id", id)
                    .execute();
            db.createUpdate("insert into seen_deletions (signal, deletion_id, clean_at) values (:signal, :id, :at)")
                    .bind("signal", signal.wireName())
                    .bind("id", id)
                    .bind("at", mark.at().toEpochMilli())
                    .execute();
        });
    }
}
