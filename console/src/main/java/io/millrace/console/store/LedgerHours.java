package io.millrace.console.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Statements on the ledger by the hour, which formulas read. */
public final class LedgerHours {
    private LedgerHours() {}

    /**
     * Adds to an hour. A new row makes room: what is older than {@code kept} goes.
     *
     * @param hour start of the hour
     * @param kept how long hours are kept
     */
    public static void add(Handle db, ActivityRow more, Instant hour, Duration kept) {
        int known = db.createUpdate("update ledger_hours set requests = requests + :requests, records = records +"
                        + " :records, bytes = bytes + :bytes where integration_id = :integrationId and hour_at = :hour and"
                        + " stage = :stage and signal = :signal and outcome = :outcome and reason = :reason")
                .bindMethods(more)
                .bind("hour", hour)
                .execute();
        if (known == 0) {
            db.createUpdate("insert into ledger_hours (integration_id, hour_at, stage, signal, outcome, reason,"
                            + " requests, records, bytes) values (:integrationId, :hour, :stage, :signal, :outcome, :reason,"
                            + " :requests, :records, :bytes)")
                    .bindMethods(more)
                    .bind("hour", hour)
                    .execute();
            db.createUpdate("delete from ledger_hours where integration_id = :integrationId and hour_at < :oldest")
                    .bind("integrationId", more.integrationId())
                    .bind("oldest", hour.minus(kept))
                    .execute();
        }
    }

    /**
     * Hours of an integration, each row with the start of its hour in the place of the last time.
     *
     * @param from first time
     * @param endExclusive time behind the last one
     */
    public static <T> List<T> between(
            Handle db, String integrationId, Instant from, Instant endExclusive, Function<ActivityRow, T> mapped) {
        return db.createQuery("select * from ledger_hours where integration_id = :id and hour_at >= :from and hour_at <"
                        + " :end order by hour_at")
                .bind("id", integrationId)
                .bind("from", from)
                .bind("end", endExclusive)
                .map((row, context) -> mapped.apply(Activity.activity(row, "hour_at", "")))
                .list();
    }
}
