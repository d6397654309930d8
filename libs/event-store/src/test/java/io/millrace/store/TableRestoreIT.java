package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRestoreIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void makesNoTableInThePlaceOfOneThatTheCatalogLost() throws IOException {
        write(2);
        loseTheCatalog();

        try (EventTables tables = open()) {
            assertThatThrownBy(() -> tables.createOrLoad(Signal.LOGS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("written before");
            assertThat(tables.load(Signal.LOGS)).isEmpty();
        }
    }

    @Test
    void makesATableThatAKilledProcessLeftHalfMade() throws IOException {
        write(0);
        loseTheCatalog();

        try (EventTables tables = open()) {
            assertThat(tables.createOrLoad(Signal.LOGS).currentSnapshot()).isNull();
        }
    }

    @Test
    void registersTheNewestMetadata() throws IOException {
        List<String> written = write(3);
        loseTheCatalog();

        try (EventTables tables = open()) {
            RestoredTable restored = tables.restore(Signal.LOGS, RestoreRequest.REGISTER);

            assertThat(restored.outcome()).isEqualTo(RestoredTable.Outcome.REGISTERED);
            assertThat(restored.rows()).isEqualTo(3);
            assertThat(restored.leftOut()).isZero();
            assertThat(tables.snapshot(Signal.LOGS).files(ScanFilter.all()))
                    .extracting(SnapshotFile::location)
                    .containsExactlyInAnyOrderElementsOf(written);
            TestRows.append(tables.createOrLoad(Signal.LOGS), Signal.LOGS, "acme", NOON);
            assertThat(tables.snapshot(Signal.LOGS).files(ScanFilter.all())).hasSize(4);
        }
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        write(1);
        loseTheCatalog();

        try (EventTables tables = open()) {
            assertThat(tables.restore(Signal.LOGS, RestoreRequest.LOOK).outcome())
                    .isEqualTo(RestoredTable.Outcome.FOUND);
            assertThat(tables.load(Signal.LOGS)).isEmpty();
        }
    }

    @Test
    void leavesAWholeTableAndAnEmptyStoreAsTheyAre() throws IOException {
        write(1);

        try (EventTables tables = open()) {
            assertThat(tables.restore(Signal.LOGS, RestoreRequest.REGISTER).outcome())
                    .isEqualTo(RestoredTable.Outcome.NOTHING_TO_DO);
            assertThat(tables.restore(Signal.METRICS, RestoreRequest.REGISTER).outcome())
                    .isEqualTo(RestoredTable.Outcome.NO_FILES);
        }
    }

    @Test
    void leavesOutMetadataThatNamesMissingFilesOnlyIfTheOneToTakeIsNamed() throws IOException {
        List<String> written = write(3);
        loseTheCatalog();
        Files.delete(Path.of(written.get(2)));

        try (EventTables tables = open()) {
            RestoredTable found = tables.restore(Signal.LOGS, RestoreRequest.LOOK);
            assertThat(found.outcome()).isEqualTo(RestoredTable.Outcome.TO_BE_NAMED);
            assertThat(found.rows()).isEqualTo(2);
            assertThat(found.leftOut()).isEqualTo(1);
            assertThatThrownBy(() -> tables.restore(Signal.LOGS, RestoreRequest.REGISTER))
                    .hasMessageContaining(found.metadataFile());
            assertThat(tables.load(Signal.LOGS)).isEmpty();

            RestoredTable restored = tables.restore(Signal.LOGS, registering(found.metadataFile()));
            assertThat(restored.outcome()).isEqualTo(RestoredTable.Outcome.REGISTERED);
            assertThat(restored.rows()).isEqualTo(2);
            assertThat(restored.leftOut()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhenNoMetadataIsWholeAndChangesNothing() throws IOException {
        try (EventTables tables = open()) {
            Table table = tables.createOrLoad(Signal.LOGS);
            DataFile first = TestRows.write(table, Signal.LOGS, "acme", NOON);
            table.newAppend().appendFile(first).commit();
            Files.delete(Path.of(first.location()));
            deleteTheFirstMetadata();

            assertThatThrownBy(() -> tables.restore(Signal.LOGS, RestoreRequest.REGISTER))
                    .hasMessageContaining("has all its files");
            assertThat(tables.load(Signal.LOGS)).isPresent();
        }
    }

    @Test
    void takesACopyMadeWhileItWasWrittenIfMetadataWasCopiedFirst() throws IOException {
        Path warehouse = folder.resolve("warehouse");
        Path copy = folder.resolve("copy");
        write(2);
        copy(warehouse, copy, "metadata");
        write(1);
        copy(warehouse, copy, "");
        loseTheCatalog();
        delete(warehouse);
        copy(copy, warehouse, "");
        keepMetadataUpTo(warehouse, 2);

        try (EventTables tables = open()) {
            assertThat(tables.restore(Signal.LOGS, RestoreRequest.REGISTER).rows())
                    .isEqualTo(2);
        }
    }

    /** What a writer leaves that dies between its file and the swap: as good as a commit, its files are there. */
    @Test
    void takesMetadataThatWasWrittenAndNeverCommitted() throws IOException {
        write(1);
        try (EventTables tables = open()) {
            Table table = tables.createOrLoad(Signal.LOGS);
            TableMetadata current = ((HasTableOperations) table).operations().current();
            TableMetadata next = TableMetadata.buildFrom(current)
                    .setProperties(java.util.Map.of("left", "behind"))
                    .build();
            TableMetadataParser.write(
                    next, tables.io().newOutputFile(table.location() + "/metadata/00002-left.metadata.json"));
        }
        loseTheCatalog();

        try (EventTables tables = open()) {
            assertThat(tables.restore(Signal.LOGS, RestoreRequest.REGISTER).version())
                    .isEqualTo(2);
            assertThat(tables.load(Signal.LOGS).orElseThrow().properties()).containsEntry("left", "behind");
        }
    }

    @Test
    void doesNotGuessWhichMetadataWithoutANumberIsTheNewest() throws IOException {
        write(2);
        loseTheCatalog();
        Path metadata = metadataFile(2);
        Path renamed = metadata.resolveSibling("12345678901-b.metadata.json");
        Files.move(metadata, renamed);

        try (EventTables tables = open()) {
            assertThatThrownBy(() -> tables.restore(Signal.LOGS, RestoreRequest.REGISTER))
                    .hasMessageContaining(renamed.getFileName().toString());
            assertThatThrownBy(() -> tables.createOrLoad(Signal.LOGS)).hasMessageContaining("written before");
            assertThatThrownBy(() -> tables.restore(Signal.LOGS, registering("another.metadata.json")))
                    .hasMessageContaining("no metadata file of that name");
            assertThat(tables.restore(Signal.LOGS, registering(renamed.toString()))
                            .rows())
                    .isEqualTo(2);
        }
    }

    private static RestoreRequest registering(String file) {
        return RestoreRequest.registering(file.replaceFirst(".*/", ""));
    }

    private Path metadataFile(int version) throws IOException {
        return files(folder.resolve("warehouse")).stream()
                .filter(file -> TableFiles.version("metadata/" + file.getFileName())
                        .filter(number -> number == version)
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private EventTables open() {
        return EventTables.open(StoreSettings.local(folder));
    }

    /** Commits so many files, a row in each. */
    private List<String> write(int commits) {
        try (EventTables tables = open()) {
            Table table = tables.createOrLoad(Signal.LOGS);
            return Stream.generate(() -> TestRows.write(table, Signal.LOGS, "acme", NOON))
                    .limit(commits)
                    .peek(file -> table.newAppend().appendFile(file).commit())
                    .map(DataFile::location)
                    .toList();
        }
    }

    private void loseTheCatalog() throws IOException {
        for (String name : List.of("catalog.db", "catalog.db-wal", "catalog.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private void deleteTheFirstMetadata() throws IOException {
        keepOnly(folder.resolve("warehouse"), 1, 1);
    }

    private static void keepMetadataUpTo(Path warehouse, int version) throws IOException {
        keepOnly(warehouse, 0, version);
    }

    private static void keepOnly(Path warehouse, int from, int to) throws IOException {
        for (Path file : files(warehouse)) {
            int version = TableFiles.version("metadata/" + file.getFileName()).orElse(from);
            if (version < from || version > to) {
                Files.delete(file);
            }
        }
    }

    /** Copies what is not there yet; the folders' names may have to hold a word. */
    private static void copy(Path from, Path to, String word) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            if (file.toString().contains(word) && !Files.exists(target)) {
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        for (Path file : files(tree)) {
            Files.delete(file);
        }
    }

    private static List<Path> files(Path tree) throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
