package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.EventTables;
import io.millrace.store.RestoreRequest;
import io.millrace.store.position.Mark;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.S3Server;
import io.millrace.testkit.store.TestTables;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of maintenance over a PostgreSQL catalog and an S3 store. */
class ObjectStoreMaintenanceIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final PostgresServer postgres = PostgresServer.start();
    private final S3Server s3 = S3Server.start();
    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder, TestTables.open(postgres.settings(), s3.settings("maintained")));
    }

    @AfterEach
    void stop() {
        fixture.close();
        s3.close();
        postgres.close();
    }

    @Test
    void joinsRemovesAUserExpiresAndSweepsUntilOnlyTheNewestFilesAreLeft() {
        for (int i = 0; i < 5; i++) {
            fixture.append(NOON, 12);
        }
        List<String> before = fixture.rows();
        MaintainedTable target = fixture.maintained(SOON);
        TableCheck.Before state = TableCheck.before(target);
        RowSelection user =
                new RowSelection("one", "org0", null, "user_email", "user0@example.org", NOON.plusSeconds(1));

        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(target, Progress.NONE);
        assertThat(fixture.files()).isOne();
        assertThat(fixture.rows()).isEqualTo(before);

        long removed = new CopyOnWrite(fixture.rewriter())
                .run(target, List.of(user), Progress.NONE)
                .rows();
        assertThat(removed).isEqualTo(10);
        assertThat(new TableCheck(new Random(1)).after(target, state, removed)).isEqualTo(50);
        assertThat(parquetFiles()).hasSize(7);

        new SnapshotExpiry(Duration.ofMinutes(15)).run(target, Progress.NONE);
        new OrphanSweep(Duration.ofMinutes(1)).run(target, Progress.NONE, true);

        assertThat(fixture.load().snapshots()).hasSize(1);
        assertThat(parquetFiles())
                .containsExactly(FileJoin.files(fixture.load()).get(0).location());
        assertThat(fixture.rows()).hasSize(50);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(60));
    }

    /** Promise of the document on disasters: tables name the lost bucket, and are read, written and maintained in its replica. */
    @Test
    void goesOnInAReplicaOfTheBucketUnderTheOldName() {
        for (int i = 0; i < 5; i++) {
            fixture.append(NOON, 12);
        }
        List<String> before = fixture.rows();
        s3.moveTo("replica");
        EventTables replica = TestTables.open(
                postgres.settings(),
                s3.settings("maintained"),
                Map.of(
                        "millrace.store.catalog.name",
                        "anew",
                        "millrace.store.file-io.\"s3.access-points." + S3Server.BUCKET + "\"",
                        "replica"));

        assertThat(replica.restore(Signal.LOGS, RestoreRequest.REGISTER).rows()).isEqualTo(60);

        fixture.close();
        fixture = new TableFixture(folder, replica);
        assertThat(fixture.rows()).isEqualTo(before);
        MaintainedTable target = fixture.maintained(SOON);
        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(target, Progress.NONE);
        new SnapshotExpiry(Duration.ofMinutes(15)).run(target, Progress.NONE);
        new OrphanSweep(Duration.ofMinutes(1)).run(target, Progress.NONE, true);
        assertThat(fixture.rows()).isEqualTo(before);
        assertThat(parquetFiles()).hasSize(1);
    }

    @Test
    void leavesAFolderAloneWhoseNameBeginsLikeTheTables() throws Exception {
        fixture.append(NOON, 12);
        String neighbour = fixture.load().location() + "-moved-away/data/old.parquet";
        String orphan = fixture.load().location() + "/data/orphan.parquet";
        for (String file : List.of(neighbour, orphan)) {
            try (PositionOutputStream out =
                    fixture.load().io().newOutputFile(file).create()) {
                out.write(1);
            }
        }

        new OrphanSweep(Duration.ofMinutes(1)).run(fixture.maintained(SOON), Progress.NONE, true);

        assertThat(fixture.load().io().newInputFile(neighbour).exists()).isTrue();
        assertThat(fixture.load().io().newInputFile(orphan).exists()).isFalse();
    }

    private List<String> parquetFiles() {
        List<String> files = new ArrayList<>();
        SupportsPrefixOperations listing =
                (SupportsPrefixOperations) fixture.load().io();
        for (FileInfo file : listing.listPrefix(fixture.load().location())) {
            if (file.location().endsWith(".parquet")) {
                files.add(file.location());
            }
        }
        return files;
    }
}
