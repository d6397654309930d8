package io.millrace.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.OrphanSweep;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.sink.maintenance.table.TableCheck;
import io.millrace.sink.maintenance.table.TableFixture;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMaintainerIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final JoinPolicy POLICY = new JoinPolicy(64 << 20, 16 << 20, 4, Duration.ofHours(1));

    /** Snapshots carry the time of the machine. */
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final Wishes wishes = new Wishes(Optional.empty(), new DirectoryState(), () -> true);
    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
        fixture.append(NOON, 6);
        fixture.append(NOON, 6);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void leavesATableAloneThatAnotherProcessFoundWrong() throws IOException {
        TableMaintainer first = maintainer("first", SOON);
        Path file = dataFiles().get(0);
        Path aside = Files.move(file, folder.resolve("aside"));
        Files.delete(dataFiles().get(0)); // the check reads the newest file, and one by chance
        assertThat(run(first, Operation.CHECK, false).state()).isEqualTo(Run.State.FAILED);
        long snapshots = snapshots();

        TableMaintainer restarted = maintainer("second", SOON);
        Run expiry = run(restarted, Operation.EXPIRE, false);

        assertThat(expiry.state()).isEqualTo(Run.State.FAILED);
        assertThat(expiry.view().message()).contains("left alone until a check finds it well");
        assertThat(snapshots()).isEqualTo(snapshots);
        assertThat(restarted.halted(Signal.LOGS)).isPresent();
        assertThat(aside).exists();
    }

    @Test
    void goesOnOnlyWhenACheckFindsTheRowsThatThereShouldBe() {
        TableMaintainer maintainer = maintainer("first", SOON);
        Table table = fixture.tables().load(Signal.LOGS).orElseThrow();
        long before = table.currentSnapshot().snapshotId();
        halt(before + " 12 0 after join: a test");
        table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
        fixtureAppends(3);

        assertThat(run(maintainer, Operation.CHECK, false).view().message()).contains("expected 15, found 3");
        assertThat(run(maintainer, Operation.JOIN, false).state()).isEqualTo(Run.State.FAILED);

        table.refresh();
        table.manageSnapshots().rollbackTo(before).commit();
        assertThat(run(maintainer, Operation.CHECK, true).state()).isEqualTo(Run.State.DONE);
        assertThat(maintainer.halted(Signal.LOGS)).as("after a dry run").isPresent();
        assertThat(run(maintainer, Operation.CHECK, false).state()).isEqualTo(Run.State.DONE);
        assertThat(maintainer.halted(Signal.LOGS)).isEmpty();
        assertThat(run(maintainer, Operation.EXPIRE, false).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void looksAgainWhereTheStoreWasAwayInsteadOfHaltingTheTable() throws IOException {
        Path warehouse = folder.resolve("warehouse");
        Path away = folder.resolve("away");
        TableMaintainer maintainer = maintainer("first", SOON, () -> {
            try {
                Files.move(warehouse, away);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return 0;
        });

        Run interrupted = run(maintainer, Operation.CHECK, false);
        Files.move(away, warehouse);

        assertThat(interrupted.state()).isEqualTo(Run.State.FAILED);
        assertThat(interrupted.view().message()).contains("does not let the table be looked at");
        assertThat(maintainer.halted(Signal.LOGS)).isEmpty();
        assertThat(run(maintainer("second", SOON), Operation.EXPIRE, false).state())
                .as("nothing stands in the table")
                .isEqualTo(Run.State.DONE);
    }

    @Test
    void isNotContentIfTheSnapshotFromBeforeIsGone() {
        TableMaintainer maintainer = maintainer("first", SOON);
        halt("77 12 0 after join: a test");

        assertThat(run(maintainer, Operation.CHECK, false).view().message()).contains("no longer has snapshot 77");

        assertThat(maintainer.halted(Signal.LOGS)).isPresent();
    }

    @Test
    void keepsTheSnapshotFromBeforeSoThatAnExpiryCanBeCompared() {
        for (int i = 0; i < 30; i++) { // so many that their manifests are merged
            fixture.append(NOON, 1);
        }

        Run expiry = run(maintainer("first", SOON), Operation.EXPIRE, false);

        assertThat(expiry.state()).as(String.valueOf(expiry.view().message())).isEqualTo(Run.State.DONE);
        assertThat(expiry.result().get("manifests")).isPositive();
        assertThat(expiry.result().get("snapshots")).isPositive();
    }

    @Test
    void endsARunAsFailedWhateverIsThrown() {
        Clock broken = new Clock() {
            @Override
            public Instant instant() {
                throw new NoClassDefFoundError("gone");
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };

        Run run = run(maintainer("first", broken), Operation.JOIN, false);

        assertThat(run.state()).isEqualTo(Run.State.FAILED);
        assertThat(run.view().message()).contains("NoClassDefFoundError");
    }

    @Test
    void sweepsWithoutAChangeOfTheTableIfNothingIsFoundAndNobodyWaits() {
        TableMaintainer maintainer = maintainer("first", SOON);
        fixture.unleased("first", SOON).takeLease();
        String before = metadata();

        assertThat(run(maintainer, Operation.ORPHANS, false).state()).isEqualTo(Run.State.DONE);
        assertThat(metadata()).isEqualTo(before);

        wishes.add(new Deletion(
                "d1", "org0", null, Deletion.Identity.USER_EMAIL, "nobody@example.org", NOON.toEpochMilli()));
        run(maintainer, Operation.ORPHANS, false);
        assertThat(OrphanSweep.sweptBefore(fixture.unleased("first", SOON))).isPresent();
    }

    @Test
    void listsTheStoreOnlyWithTheLease() {
        fixture.unleased("other", SOON).takeLease();

        assertThat(run(maintainer("first", SOON), Operation.ORPHANS, false).state())
                .isEqualTo(Run.State.BUSY);
    }

    private void fixtureAppends(int rows) {
        fixture.append(NOON.plusSeconds(9), rows);
    }

    private void halt(String text) {
        fixture.tables()
                .load(Signal.LOGS)
                .orElseThrow()
                .updateProperties()
                .set("millrace.maintenance.halted", text)
                .commit();
    }

    private String metadata() {
        Table table = fixture.tables().load(Signal.LOGS).orElseThrow();
        return ((org.apache.iceberg.HasTableOperations) table)
                .operations()
                .current()
                .metadataFileLocation();
    }

    private long snapshots() {
        Iterable<Snapshot> all =
                fixture.tables().load(Signal.LOGS).orElseThrow().snapshots();
        return java.util.stream.StreamSupport.stream(all.spliterator(), false).count();
    }

    private static Run run(TableMaintainer maintainer, Operation operation, boolean dryRun) {
        Run run = new Run(operation, Signal.LOGS, dryRun, List.of(), SOON);
        maintainer.carryOut(run);
        return run;
    }

    private TableMaintainer maintainer(String holder, Clock clock) {
        return maintainer(holder, clock, new Random(1));
    }

    private TableMaintainer maintainer(String holder, Clock clock, RandomGenerator chance) {
        Operations operations = new Operations(
                new FileJoin(fixture.rewriter(), POLICY),
                new SnapshotExpiry(Duration.ofMinutes(15)),
                new OrphanSweep(Duration.ofHours(24)),
                new CopyOnWrite(fixture.rewriter()),
                wishes);
        return new TableMaintainer(
                fixture.tables(),
                new Lease(holder, Duration.ofMinutes(10), clock),
                operations,
                new TableCheck(chance),
                POLICY,
                clock);
    }

    private List<Path> dataFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("warehouse"))) {
            return paths.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }
}
