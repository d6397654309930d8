package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.position.Mark;
import io.millrace.store.position.TableMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanUpIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration KEEP = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);

    /** Snapshots carry the time of the machine. */
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void forgetsOldSnapshotsAndDeletesTheFilesThatOnlyTheyHad() throws IOException {
        for (int i = 0; i < 5; i++) {
            fixture.append(NOON, 2);
        }
        MaintainedTable target = fixture.maintained(SOON);
        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(target, Progress.NONE);
        fixture.append(NOON, 2); // the files go with the snapshot that replaced them
        target.refresh();
        assertThat(dataFiles()).hasSize(7);

        SnapshotExpiry.Outcome outcome = new SnapshotExpiry(KEEP).run(target, Progress.NONE);

        assertThat(outcome.snapshots()).isEqualTo(7);
        assertThat(fixture.load().snapshots()).as("the newest rows").hasSize(1);
        assertThat(dataFiles()).hasSize(2);
        assertThat(fixture.rows()).hasSize(12);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(12));
        assertThat(TableMarks.inProperties(fixture.load())).contains(fixture.marks());
    }

    @Test
    void removesReplacedFilesOfAnIdleTableWithTheOrphans() throws IOException {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 2);
        }
        MaintainedTable target = fixture.maintained(SOON);
        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(target, Progress.NONE);
        new SnapshotExpiry(KEEP).run(target, Progress.NONE);

        new OrphanSweep(Duration.ofMinutes(1)).run(target, Progress.NONE, true);

        assertThat(dataFiles()).hasSize(1);
        assertThat(fixture.rows()).hasSize(8);
    }

    @Test
    void keepsSnapshotsThatAQueryMayStillRead() {
        fixture.append(NOON, 2);
        fixture.append(NOON, 2);
        MaintainedTable target = fixture.maintained(Clock.systemUTC());

        assertThat(new SnapshotExpiry(KEEP).run(target, Progress.NONE).snapshots())
                .isZero();
        assertThat(fixture.load().snapshots()).hasSize(3);
    }

    @Test
    void mergesManifestsWhenThereAreMany() {
        for (int i = 0; i < 30; i++) {
            fixture.append(NOON, 1);
        }
        MaintainedTable target = fixture.maintained(SOON);

        new SnapshotExpiry(KEEP).run(target, Progress.NONE);

        assertThat(target.current().dataManifests(fixture.load().io())).hasSizeLessThan(3);
        assertThat(fixture.rows()).hasSize(30);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(30));
    }

    @Test
    void removesFilesThatNoSnapshotHoldsOnceTheyAreOldEnough() throws IOException {
        fixture.append(NOON, 2);
        Path data = folder.resolve("warehouse/millrace/logs/data");
        Path metadata = folder.resolve("warehouse/millrace/logs/metadata");
        Path oldData = orphan(data.resolve("old.parquet"), 25);
        Path youngData = orphan(data.resolve("young.parquet"), 23);
        Path oldMetadata = orphan(metadata.resolve("00007-lost.metadata.json"), 25);
        MaintainedTable target = fixture.maintained(Clock.systemUTC());
        assertThat(new OrphanSweep(DAY).plan(target).files()).isEqualTo(2);

        OrphanSweep.Outcome outcome = new OrphanSweep(DAY).run(target, Progress.NONE, true);

        assertThat(outcome.files()).isEqualTo(2);
        assertThat(youngData).exists();
        assertThat(oldData).doesNotExist();
        assertThat(oldMetadata).doesNotExist();
        assertThat(OrphanSweep.sweptBefore(target)).isPresent();
        assertThat(fixture.rows()).hasSize(2);
    }

    @Test
    void removesNothingThatAnySnapshotHolds() throws IOException {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 2);
        }
        MaintainedTable target = fixture.maintained(SOON);
        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(target, Progress.NONE);
        Set<Path> before = dataFiles();
        for (Path file : before) {
            Files.setLastModifiedTime(file, FileTime.from(NOON));
        }

        new OrphanSweep(DAY).run(target, Progress.NONE, true);

        assertThat(dataFiles()).isEqualTo(before);
    }

    @Test
    void removesNothingIfTheListingIsNotThatOfTheTable() throws IOException {
        fixture.append(NOON, 2);
        MaintainedTable target = fixture.maintained(SOON);
        Path orphan = orphan(folder.resolve("elsewhere/old.parquet"), 25);
        target.table()
                .updateLocation()
                .setLocation(folder.resolve("elsewhere").toString())
                .commit();

        assertThatThrownBy(() -> new OrphanSweep(DAY).run(target, Progress.NONE, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks a file");
        assertThat(orphan).exists();
    }

    private static Path orphan(Path path, int hours) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "left behind");
        Files.setLastModifiedTime(
                path, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(hours))));
        return path;
    }

    private Set<Path> dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse/millrace/logs/data"))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    @Test
    void knowsTheHealthOfATableInNumbers() {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 3);
        }

        TableFacts facts = TableFacts.of(fixture.maintained(SOON), TableFixture.POLICY);

        assertThat(List.of(facts.rows(), (long) facts.files(), (long) facts.smallFiles(), (long) facts.pendingFiles()))
                .containsExactly(12L, 4L, 4L, 4L);
        assertThat(facts.snapshots()).isEqualTo(5);
        assertThat(facts.pendingBytes()).isEqualTo(facts.bytes()).isPositive();
        assertThat(facts.metadataBytes()).isPositive();
    }
}
