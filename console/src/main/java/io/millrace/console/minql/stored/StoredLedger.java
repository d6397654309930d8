package io.millrace.console.minql.stored;

import io.millrace.console.minql.compile.LedgerRows;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.store.Database;
import io.millrace.console.store.LedgerHours;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ledger out of the console's database. A long period comes by the day, so that a year is a few thousand rows. */
@Singleton
class StoredLedger implements LedgerRows {
    private static final Duration BY_THE_HOUR = Duration.ofDays(8);

    private final Database database;

    StoredLedger(Database database) {
        this.database = database;
    }

    @Override
    public List<Row> of(String integrationId, Period period) {
        boolean byTheHour =
                Duration.between(period.from(), period.endExclusive()).compareTo(BY_THE_HOUR) <= 0;
        List<Row> hours = database.read(db -> LedgerHours.between(
                db,
                integrationId,
                period.from(),
                period.endExclusive(),
                hour -> new Row(
                        byTheHour ? hour.lastAt() : day(hour.lastAt(), period),
                        hour.stage(),
                        hour.signal(),
                        hour.outcome(),
                        hour.reason(),
                        hour.requests(),
                        hour.records(),
                        hour.bytes())));
        return byTheHour ? hours : List.copyOf(summed(hours).values());
    }

    /** The day that the hour is part of, or the period's start if the day began before. */
    private static Instant day(Instant hour, Period period) {
        Instant day = hour.atZone(period.zone())
                .toLocalDate()
                .atStartOfDay(period.zone())
                .toInstant();
        return day.isBefore(period.from()) ? period.from() : day;
    }

    private static Map<List<Object>, Row> summed(List<Row> rows) {
        Map<List<Object>, Row> sums = new LinkedHashMap<>();
        for (Row row : rows) {
            List<Object> key = List.of(row.time(), row.stage(), row.signal(), row.outcome(), row.reason());
            sums.merge(key, row, StoredLedger::sum);
        }
        return sums;
    }

    private static Row sum(Row a, Row b) {
        return new Row(
                a.time(),
                a.stage(),
                a.signal(),
                a.outcome(),
                a.reason(),
                a.requests() + b.requests(),
                a.records() + b.records(),
                a.bytes() + b.bytes());
    }
}
