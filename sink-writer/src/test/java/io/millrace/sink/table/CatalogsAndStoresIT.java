package io.millrace.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.commit.EventTable.PendingCommit;
import io.millrace.sink.commit.StoreUnavailableException;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.sink.event.UnreadableEventException;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.TableLayout;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.RestCatalogServer;
import io.millrace.testkit.store.S3Server;
import io.millrace.testkit.store.TestTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same commits over every catalog and store that can be configured, each a real one. */
class CatalogsAndStoresIT {
    private static final PartitionKey PARTITION = new PartitionKey("events", 0);

    private static PostgresServer postgres;
    private static S3Server s3;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServers() {
        postgres = PostgresServer.start();
        s3 = S3Server.start();
    }

    @AfterAll
    static void stopServers() {
        postgres.close();
        s3.close();
    }

    @ParameterizedTest
    @EnumSource
    void commitsOnceFencesStaleWritersAndReadsBack(Kind kind) throws Exception {
        try (Opened opened = open(kind)) {
            IcebergEventTable writer = writer(opened.tables());
            IcebergEventTable zombie = writer(opened.tables());
            PendingCommit first = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            PendingCommit stale = zombie.prepare(rows(0, 2), Map.of(PARTITION, advance(null, 2)));

            assertThat(first.attempt()).isEqualTo(Outcome.COMMITTED);
            assertThat(stale.attempt()).isEqualTo(Outcome.FENCED);
            assertThat(first.attempt()).as("asked again after a lost answer").isEqualTo(Outcome.COMMITTED);

            assertThat(writer.marks().of(PARTITION)).contains(mark(3));
            assertThat(offsets(opened.tables())).containsExactlyInAnyOrder(0L, 1L, 2L);
            assertThat(dataFiles(opened.tables()))
                    .as("the fenced writer's file is gone")
                    .isOne();
        }
    }

    @Test
    void givesUpFilesThatTheOrphanSweepMayTakeBeforeTheirCommit() throws Exception {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        InstantSource time = () -> Instant.now().plus(later.get());
        try (EventTables tables = TestTables.open(local())) {
            IcebergEventTable writer = new IcebergEventTable(tables, Signal.LOGS, time.withZone(ZoneOffset.UTC));
            PendingCommit old = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            later.set(TableLayout.LONGEST_WRITE.plusSeconds(1));

            assertThat(old.attempt()).isEqualTo(Outcome.FENCED);
            assertThat(dataFiles(tables)).isZero();

            PendingCommit again = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            assertThat(again.attempt()).isEqualTo(Outcome.COMMITTED);
            later.set(TableLayout.LONGEST_WRITE.multipliedBy(9));
            assertThat(again.attempt())
                    .as("what is in the table never gets old")
                    .isEqualTo(Outcome.COMMITTED);
            assertThat(offsets(tables)).containsExactlyInAnyOrder(0L, 1L, 2L);
        }
    }

    @Test
    void takesACommitWhoseAnswerIsLostForDoneAndKeepsItsFiles() throws Exception {
        try (EventTables backing =
                        TestTables.open(postgres.settings(), s3.settings("lost-answer"), named("lost-answer"));
                RestCatalogServer rest = RestCatalogServer.start(backing);
                EventTables tables = TestTables.open(rest.settings(), s3.settings("lost-answer"))) {
            IcebergEventTable writer = writer(tables);
            PendingCommit commit = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            rest.loseTheAnswerOfTheNextCommit();

            Outcome outcome = outcomeOf(commit);

            assertThat(outcome).isEqualTo(Outcome.COMMITTED);
            assertThat(offsets(tables)).containsExactlyInAnyOrder(0L, 1L, 2L);
        }
    }

    @Test
    void goesOnByItselfWhenTheDatabaseIsBack() throws Exception {
        try (PostgresServer own = PostgresServer.start();
                EventTables tables = TestTables.open(own.settings(), local())) {
            IcebergEventTable writer = writer(tables);
            PendingCommit commit = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            own.stop();

            assertThatThrownBy(commit::attempt).isInstanceOf(StoreUnavailableException.class);
            own.restart();

            assertThat(outcomeOf(commit)).isEqualTo(Outcome.COMMITTED);
            assertThat(offsets(tables)).containsExactlyInAnyOrder(0L, 1L, 2L);
        }
    }

    @Test
    void goesOnByItselfWhenTheObjectStoreIsBack() throws Exception {
        try (S3Server own = S3Server.start();
                EventTables tables =
                        TestTables.open(Map.of("millrace.store.data-dir", folder.toString()), own.settings("away"))) {
            IcebergEventTable writer = writer(tables);
            assertThat(writer.marks().isEmpty()).isTrue();
            own.stop();

            assertThatThrownBy(() -> writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3))))
                    .isInstanceOf(StoreUnavailableException.class);
            own.restart();

            PendingCommit commit = writer.prepare(rows(0, 3), Map.of(PARTITION, advance(null, 3)));
            assertThat(outcomeOf(commit)).isEqualTo(Outcome.COMMITTED);
        }
    }

    /** Asks as the writer does: again, until it is known. */
    private static Outcome outcomeOf(PendingCommit commit) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commit.attempt();
            } catch (StoreUnavailableException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    private Opened open(Kind kind) {
        return switch (kind) {
            case SQLITE_AND_FOLDER -> new Opened(TestTables.open(local()), () -> {});
            case POSTGRES_AND_S3 ->
                new Opened(TestTables.open(postgres.settings(), s3.settings("by-jdbc"), named("by-jdbc")), () -> {});
            case SQLITE_AND_S3 -> new Opened(TestTables.open(local(), s3.settings("by-sqlite")), () -> {});
            case REST_AND_S3 -> {
                EventTables backing = TestTables.open(postgres.settings(), s3.settings("by-rest"), named("by-rest"));
                RestCatalogServer rest = RestCatalogServer.start(backing);
                yield new Opened(TestTables.open(rest.settings(), s3.settings("by-rest")), () -> {
                    rest.close();
                    backing.close();
                });
            }
        };
    }

    private Map<String, String> local() {
        return Map.of("millrace.store.data-dir", folder.toString());
    }

    private static Map<String, String> named(String catalog) {
        return Map.of("millrace.store.catalog.name", catalog);
    }

    private static IcebergEventTable writer(EventTables tables) {
        return new IcebergEventTable(tables, Signal.LOGS, Clock.systemUTC());
    }

    private static Advance advance(@Nullable Mark from, long toOffset) {
        return new Advance(from, mark(toOffset));
    }

    private static Mark mark(long nextOffset) {
        return Mark.startingAt(nextOffset);
    }

    private static List<EventRow> rows(int from, int toExclusive) throws UnreadableEventException {
        EventReader reader = new EventReader(Signal.LOGS);
        List<EventRow> rows = new ArrayList<>();
        for (int offset = from; offset < toExclusive; offset++) {
            rows.add(reader.read(EventText.event("raw", 0, offset, 0).text().getBytes(StandardCharsets.UTF_8)));
        }
        return rows;
    }

    private static List<Long> offsets(EventTables tables) throws Exception {
        assertThat(tables.snapshot(Signal.LOGS).files(ScanFilter.all())).isNotEmpty();
        List<Long> offsets = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(tables.load(Signal.LOGS).orElseThrow()).build()) {
            rows.forEach(row -> offsets.add((Long) row.getField("src_offset")));
        }
        return offsets;
    }

    private static int dataFiles(EventTables tables) {
        Table table = tables.load(Signal.LOGS).orElseThrow();
        int files = 0;
        for (FileInfo file : ((SupportsPrefixOperations) table.io()).listPrefix(table.location() + "/")) {
            files += file.location().endsWith(".parquet") ? 1 : 0;
        }
        return files;
    }

    /** What can be configured. */
    enum Kind {
        SQLITE_AND_FOLDER,
        SQLITE_AND_S3,
        POSTGRES_AND_S3,
        REST_AND_S3
    }

    /** Tables and what stands behind them. */
    private record Opened(EventTables tables, Runnable behind) implements AutoCloseable {
        @Override
        public void close() {
            tables.close();
            behind.run();
        }
    }
}
