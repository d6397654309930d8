package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.position.Advance;
import io.millrace.store.position.AlreadyCommittedException;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver or HTTP client that repeats a commit after a lost answer is told that another was faster. */
class LostAnswerIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final PartitionKey PARTITION = new PartitionKey("events", 0);

    @TempDir
    private Path folder;

    @Test
    void aCommitThatWasToldOfAFasterOneRecognizesItselfAndLeavesTheTableWhole() {
        try (EventTables tables = EventTables.open(StoreSettings.local(folder))) {
            Table honest = tables.createOrLoad(Signal.LOGS);
            Table lying = new BaseTable(new LyingOperations(((HasTableOperations) honest).operations()), "logs");
            AppendFiles append = lying.newAppend().appendFile(TestRows.write(lying, Signal.LOGS, "acme", NOON));
            TableMarks.guard(
                    append,
                    Map.of(PARTITION, new Advance(null, Mark.startingAt(7))),
                    UUID.fromString("00000000-0000-0000-0000-000000000001"));

            assertThatThrownBy(append::commit).isInstanceOf(AlreadyCommittedException.class);

            TableSnapshot snapshot = tables.snapshot(Signal.LOGS);
            assertThat(snapshot.files(ScanFilter.all()))
                    .singleElement()
                    .satisfies(file -> assertThat(Path.of(file.location())).exists());
            honest.refresh();
            assertThat(TableMarks.inSnapshots(honest).orElseThrow().of(PARTITION))
                    .contains(Mark.startingAt(7));
        }
    }

    /** Commits, and says the first time that it did not. */
    private static final class LyingOperations implements TableOperations {
        private final TableOperations honest;
        private boolean lied;

        LyingOperations(TableOperations honest) {
            this.honest = honest;
        }

        @Override
        public TableMetadata current() {
            return honest.current();
        }

        @Override
        public TableMetadata refresh() {
            return honest.refresh();
        }

        @Override
        public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
            honest.commit(base, metadata);
            if (!lied) {
                lied = true;
                throw new CommitFailedException("another writer was faster");
            }
        }

        @Override
        public FileIO io() {
            return honest.io();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return honest.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return LocationProviders.locationsFor(
                    current().location(), current().properties());
        }
    }
}
