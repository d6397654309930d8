package io.millrace.console.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.console.access.Caller;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.testkit.store.S3Server;
import io.millrace.testkit.store.TableRows;
import io.millrace.testkit.store.TestTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreScansIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final Caller CALLER = new Caller("acme", "user-1", Role.MEMBER, KeyType.QUERY, Map.of());

    private static S3Server s3;

    @TempDir
    private Path folder;

    private EventTables tables;

    @BeforeAll
    static void startStore() {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stopStore() {
        s3.close();
    }

    @BeforeEach
    void writeThreeFiles() {
        tables = TestTables.open(
                Map.of("millrace.store.data-dir", folder.toString()),
                s3.settings(folder.getFileName().toString()));
        for (int hour = 0; hour < 3; hour++) {
            TableRows.append(tables, Signal.LOGS, "acme", NOON.plusSeconds(3600L * hour));
        }
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void readsFilesOfAnObjectStoreThroughLocalCopies() throws Exception {
        try (EventScan scan = scans(1 << 20).plan(Signal.LOGS, "acme", Optional.empty())) {
            assertThat(scan.files())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(file).isRegularFile());
            try (DuckSession session = DuckSession.open(
                            QueryFixture.limits(folder, Duration.ofMinutes(1)),
                            "q-1",
                            scan.files(),
                            DuckSession.Definitions.of(List.of(new ViewSql(CALLER).create(Signal.LOGS, scan))));
                    var statement = session.connection().createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM logs")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void keepsNoMoreThanTheCacheMayHoldAndNothingThatAQueryReadsGoes() throws Exception {
        EventScans scans = scans(2 * largestFileBytes());
        EventScan first = scans.plan(Signal.LOGS, "acme", range(0, 2));

        assertThatThrownBy(() -> scans.plan(Signal.LOGS, "acme", range(2, 3)))
                .isInstanceOf(EventsUnavailableException.class);
        assertThat(first.files()).allSatisfy(file -> assertThat(file).exists());
        first.close();

        try (EventScan second = scans.plan(Signal.LOGS, "acme", range(2, 3))) {
            assertThat(second.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file).exists());
            assertThat(cachedFiles()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void saysThatAQuestionReadsMoreThanTheCacheHolds() {
        EventScans scans = scans(2 * largestFileBytes());

        assertThatThrownBy(() -> scans.plan(Signal.LOGS, "acme", Optional.empty()))
                .isInstanceOf(ScanTooLargeException.class)
                .hasMessageContaining("ask for a shorter time");
    }

    @Test
    void removesTheCopiesOfProcessesThatAreGone() throws IOException {
        Path stale = Files.createDirectories(folder.resolve("spill/999999999999/files"));
        Files.writeString(stale.resolve("old.parquet"), "old");

        try (EventScan scan = scans(1 << 20).plan(Signal.LOGS, "acme", range(0, 1))) {
            assertThat(scan.files()).hasSize(1);
        }

        assertThat(stale).doesNotExist();
    }

    @Test
    void letsGoOfCopiesThatTheTableHoldsNoMoreUnlessAQueryReadsThem() throws IOException {
        LocalFiles files = QueryFixture.localFiles(tables, folder, 1 << 20);
        List<SnapshotFile> all = tables.snapshot(Signal.LOGS).files(ScanFilter.all());
        LocalFiles.Borrowed read = files.borrow(all.subList(0, 1));
        files.borrow(all.subList(1, 3)).giveBack().run();
        Table table = tables.load(Signal.LOGS).orElseThrow();
        table.newDelete()
                .deleteFile(all.get(0).location())
                .deleteFile(all.get(1).location())
                .commit();

        files.removeReplaced();
        assertThat(read.paths()).allSatisfy(path -> assertThat(path).exists());
        assertThat(cachedFiles()).isEqualTo(2);

        read.giveBack().run();
        files.removeReplaced();
        assertThat(read.paths()).allSatisfy(path -> assertThat(path).doesNotExist());
        assertThat(cachedFiles()).isEqualTo(1);
    }

    private static Optional<TimeRange> range(int fromHour, int toHour) {
        return Optional.of(new TimeRange(NOON.plusSeconds(3600L * fromHour), NOON.plusSeconds(3600L * toHour)));
    }

    private long largestFileBytes() {
        return tables.snapshot(Signal.LOGS).files(ScanFilter.all()).stream()
                .mapToLong(SnapshotFile::sizeBytes)
                .max()
                .orElseThrow();
    }

    private long cachedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("spill"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private EventScans scans(long cacheBytes) {
        return QueryFixture.scans(tables, folder, cacheBytes);
    }
}
