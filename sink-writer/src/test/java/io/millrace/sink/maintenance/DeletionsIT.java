package io.millrace.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.DeletionMarks;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.OrphanSweep;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.sink.maintenance.table.TableFixture;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionsIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Snapshots carry the time of the machine. */
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));

    @TempDir
    private Path folder;

    private final Wishes wishes = new Wishes(Optional.empty(), new DirectoryState(), () -> true);

    @Test
    void isDoneOnlyWhenTablesOldSnapshotsFilesAndTopicsArePast() throws Exception {
        try (TableFixture fixture = new TableFixture(folder);
                TestBroker broker = TestBroker.fresh()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            TopicPartition raw = sendRaw(broker);
            fixture.append(NOON, 12);
            Deletions deletions = new Deletions(
                    wishes,
                    new DeletionTopic(kafka),
                    signal -> signal == Signal.LOGS ? Optional.of(table(fixture)) : Optional.empty(),
                    Duration.ofMinutes(3));
            Operations operations = operations(fixture);

            deletions.request(ofUser0());
            assertThat(state(deletions)).isEqualTo("requested");

            operations.run(run(Operation.DELETIONS), leased(fixture));
            assertThat(fixture.rows()).hasSize(10);
            assertThat(state(deletions)).isEqualTo("out-of-tables");

            operations.run(run(Operation.EXPIRE), leased(fixture));
            assertThat(state(deletions)).isEqualTo("out-of-tables");
            operations.run(run(Operation.ORPHANS), leased(fixture));
            assertThat(parquetFiles()).as("files in the store").hasSize(1);
            assertThat(fixture.rows()).hasSize(10);
            MeterRegistry meters = new SimpleMeterRegistry();
            MaintenanceMetrics metrics = new MaintenanceMetrics(meters);
            metrics.deletions(deletions.finish(), NOON.plusSeconds(61));
            assertThat(state(deletions)).isEqualTo("out-of-files");
            assertThat(pending(meters, "requested")).isZero();
            assertThat(pending(meters, "out-of-files")).isOne();
            assertThat(meters.get("millrace.maintenance.deletions.oldest.seconds")
                            .gauge()
                            .value())
                    .isEqualTo(60);

            deleteRecords(broker, raw);
            metrics.deletions(deletions.finish(), NOON);
            assertThat(state(deletions)).isEqualTo("done");
            metrics.deletions(deletions.finish(), NOON.plusSeconds(61));
            assertThat(pending(meters, "out-of-files")).isZero();
            assertThat(meters.get("millrace.maintenance.deletions.oldest.seconds")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(wishes.requested()).isEmpty();
        }
    }

    @Test
    void isDoneThoughTwoProcessesShareTheTables() throws Exception {
        try (TableFixture one = new TableFixture(folder.resolve("one"));
                TableFixture other = new TableFixture(folder.resolve("other"));
                TestBroker broker = TestBroker.fresh()) {
            one.append(NOON, 12);
            other.append(NOON, 12);
            Deletion deletion = ofUser0();
            wishes.add(deletion);
            Wishes otherWishes = new Wishes(Optional.empty(), new DirectoryState(), () -> true);
            otherWishes.add(deletion);
            carryAllOut(one, "first", wishes);
            carryAllOut(other, "second", otherWishes);
            DeletionTopic topic = new DeletionTopic(Map.of("bootstrap.servers", broker.bootstrapServers()));
            Instant before = other.unleased("first", SOON).snapshotTime();

            assertThat(deletions(topic, wishes, "first", one, other).finish()).isEmpty();
            assertThat(wishes.requested()).isEmpty();
            Map<String, Instant> done = DeletionMarks.done(one.unleased("first", SOON));
            assertThat(done).containsOnlyKeys("d1");
            assertThat(other.unleased("first", SOON).snapshotTime()).isEqualTo(before);
            assertThat(DeletionMarks.done(other.unleased("first", SOON))).isEmpty();

            assertThat(deletions(topic, otherWishes, "second", one, other).finish())
                    .isEmpty();
            assertThat(otherWishes.requested()).isEmpty();
            assertThat(DeletionMarks.done(other.unleased("second", SOON))).isEqualTo(done);
        }
    }

    @Test
    void isLeftToTheProcessThatMaintainsTheTables() throws Exception {
        try (TableFixture fixture = new TableFixture(folder);
                TestBroker broker = TestBroker.fresh()) {
            fixture.append(NOON, 12);
            wishes.add(ofUser0());
            carryAllOut(fixture, "second", wishes);
            DeletionTopic topic = new DeletionTopic(Map.of("bootstrap.servers", broker.bootstrapServers()));

            assertThat(deletions(topic, wishes, "first", fixture, fixture).finish())
                    .extracting(Deletions.Pending::stage)
                    .containsExactly(Deletions.Stage.OUT_OF_FILES);

            assertThat(wishes.requested()).hasSize(1);
        }
    }

    private void carryAllOut(TableFixture fixture, String holder, Wishes wanted) {
        for (Operation operation : List.of(Operation.DELETIONS, Operation.EXPIRE, Operation.ORPHANS)) {
            MaintainedTable target = fixture.unleased(holder, SOON);
            assertThat(target.takeLease()).isTrue();
            operations(fixture, wanted).run(run(operation), target);
        }
    }

    private static Deletions deletions(
            DeletionTopic topic, Wishes wanted, String holder, TableFixture logs, TableFixture metrics) {
        Map<Signal, TableFixture> tables = Map.of(Signal.LOGS, logs, Signal.METRICS, metrics);
        return new Deletions(
                wanted,
                topic,
                signal -> Optional.ofNullable(tables.get(signal)).map(table -> table.unleased(holder, SOON)),
                Duration.ofMinutes(3));
    }

    private static Deletion ofUser0() {
        return new Deletion(
                "d1",
                "org0",
                null,
                Deletion.Identity.USER_EMAIL,
                "user0@example.org",
                NOON.plusSeconds(1).toEpochMilli());
    }

    private static double pending(MeterRegistry meters, String state) {
        return meters.get("millrace.maintenance.deletions")
                .tag("state", state)
                .gauge()
                .value();
    }

    private List<Path> parquetFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("warehouse"))) {
            return paths.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    private static String state(Deletions deletions) {
        List<Deletions.View> all = deletions.list();
        assertThat(all).hasSize(1);
        return all.get(0).state();
    }

    private Operations operations(TableFixture fixture) {
        return operations(fixture, wishes);
    }

    private static Operations operations(TableFixture fixture, Wishes wanted) {
        return new Operations(
                new FileJoin(fixture.rewriter(), new JoinPolicy(64 << 20, 16 << 20, 4, Duration.ofHours(1))),
                new SnapshotExpiry(Duration.ofMinutes(15)),
                new OrphanSweep(Duration.ofMinutes(10)),
                new CopyOnWrite(fixture.rewriter()),
                wanted);
    }

    private static Run run(Operation operation) {
        return new Run(operation, Signal.LOGS, false, List.of(), SOON);
    }

    private static MaintainedTable table(TableFixture fixture) {
        return fixture.unleased("me", SOON);
    }

    private static MaintainedTable leased(TableFixture fixture) {
        MaintainedTable target = table(fixture);
        assertThat(target.takeLease()).isTrue();
        return target;
    }

    private static TopicPartition sendRaw(TestBroker broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.raw(Signal.LOGS), 0, null, new byte[] {1}))
                    .get(1, TimeUnit.MINUTES);
        }
        return new TopicPartition(Topics.raw(Signal.LOGS), 0);
    }

    private static void deleteRecords(TestBroker broker, TopicPartition partition) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void keepsRowsOfAnIntegrationAsLongAsTheDirectorySays() {
        DirectoryState directory = new DirectoryState();
        directory.apply(new DirectoryMessage.State(
                new DirectoryRecord.Integration(
                        "int1",
                        "org1",
                        "builds",
                        "Builds",
                        true,
                        DirectoryRecord.RedactionPolicy.DEFAULT,
                        DirectoryRecord.Quota.NONE,
                        30),
                1));

        assertThat(new Wishes(Optional.of(90), directory, () -> true).retention(NOON))
                .singleElement()
                .satisfies(rows -> {
                    assertThat(rows.organization()).isEqualTo("org1");
                    assertThat(rows.integration()).isEqualTo("int1");
                    assertThat(rows.receivedBefore()).isEqualTo(Instant.parse("2026-10-21T00:00:00Z"));
                });
        assertThat(new Wishes(Optional.of(30), directory, () -> true).retention(NOON))
                .isEmpty();
        assertThat(new Wishes(Optional.of(90), directory, () -> false).retention(NOON))
                .isEmpty();
    }
}
