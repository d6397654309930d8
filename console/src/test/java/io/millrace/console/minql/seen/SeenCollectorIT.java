package io.millrace.console.minql.seen;

import static io.millrace.console.TestAccounts.bean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.StatisticsFixture;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.DeletionRow;
import io.millrace.console.store.Deletions;
import io.millrace.console.store.Organization;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.testkit.store.TableRows;
import io.millrace.testkit.store.TestTables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics for completion, from appended files to what an editor is given. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class SeenCollectorIT {
    private static final LocalDate RECEIVED = LocalDate.parse("2026-11-01");

    @TempDir
    Path folder = Path.of(".");

    private String organization = "";
    private EventTables tables = TestTables.open(Map.of());
    private EventFiles files = new EventFiles(folder);

    @BeforeEach
    void openTables() {
        organization = "org-" + folder.getFileName();
        tables = TestTables.open(Map.of("millrace.store.data-dir", folder.toString()));
        files = new EventFiles(folder);
        bean(Database.class)
                .inTransaction(
                        db -> db.createUpdate("delete from seen_snapshots").execute());
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void countsAFileOnceAndAddsWhatComesLater() throws Exception {
        SeenCollector collector = collector();
        append(30);
        collector.look(Signal.LOGS);
        collector.look(Signal.LOGS);
        assertThat(rows("my.key")).isEqualTo(30);

        append(12);
        collector.look(Signal.LOGS);

        assertThat(rows("my.key")).isEqualTo(42);
        assertThat(seen().values(organization, Signal.LOGS, "my.key", 10))
                .containsExactly(new SeenValue("a", 21), new SeenValue("b", 21));
        assertThat(seen().keysByAlias(organization)).containsKey("myKey");
    }

    @Test
    void countsAFileOnceThoughTwoConsolesLook() throws Exception {
        append(30);

        collector().look(Signal.LOGS);
        collector().look(Signal.LOGS);

        assertThat(rows("my.key")).isEqualTo(30);
    }

    @Test
    void forgetsWhatADeletionTookOutOfTheTableAndCountsWhatIsLeft() throws Exception {
        SeenCollector collector = collector();
        append(30, "ann@example.org");
        append(30, "bob@example.org");
        collector.look(Signal.LOGS);
        assertThat(values("user.email")).containsExactlyInAnyOrder("ann@example.org", "bob@example.org");
        deleteNewest();
        append(12, "cid@example.org"); // after the rows went, before the look
        mark(new DeletionMark(false, Instant.ofEpochMilli(1)));

        collector.look(Signal.LOGS);
        assertThat(values("user.email")).containsExactlyInAnyOrder("ann@example.org", "cid@example.org");
        assertThat(rows("user.email")).isEqualTo(42);

        mark(new DeletionMark(true, Instant.ofEpochMilli(2)));
        collector.look(Signal.LOGS);
        append(5, "dan@example.org");
        collector.look(Signal.LOGS);
        assertThat(rows("user.email")).as("done is nothing new").isEqualTo(47);
    }

    @Test
    void forgetsAgainWhenRowsOfADeletionWereFoundAgain() throws Exception {
        SeenCollector collector = collector();
        append(30, "ann@example.org");
        mark(new DeletionMark(false, Instant.ofEpochMilli(1)));
        collector.look(Signal.LOGS);
        append(30, "bob@example.org");
        collector.look(Signal.LOGS);
        deleteNewest();
        mark(new DeletionMark(false, Instant.ofEpochMilli(3)));

        collector.look(Signal.LOGS);

        assertThat(values("user.email")).containsExactly("ann@example.org");
    }

    @Test
    void forgetsOnlyTheOrganizationThatAskedForADeletion() throws Exception {
        String other = "b" + organization.substring(1);
        SeenCollector collector = collector();
        append(organization, 30, "ann@example.org");
        append(other, 30, "bob@example.org");
        collector.look(Signal.LOGS);
        append(other, 5, "bob@example.org");
        deleteNewestButOne();
        askedFor(organization);
        append(other, 2, "bob@example.org");
        mark(new DeletionMark(false, Instant.ofEpochMilli(1)));

        collector.look(Signal.LOGS);
        collector.look(Signal.LOGS);

        assertThat(values(organization, "user.email")).containsExactly("ann@example.org");
        assertThat(rows(organization, "user.email")).isEqualTo(30);
        assertThat(rows(other, "user.email"))
                .as("30 that are not forgotten though their file is gone, and new ones once")
                .isEqualTo(37);
    }

    @Test
    void countsAnewWithTheNextLookIfAFileCannotBeRead() throws Exception {
        SeenCollector collector = collector();
        append(30, "ann@example.org");
        append(30, "bob@example.org");
        collector.look(Signal.LOGS);
        deleteNewest();
        mark(new DeletionMark(false, Instant.ofEpochMilli(1)));
        String location =
                tables.snapshot(Signal.LOGS).files(ScanFilter.all()).get(0).location();
        Path left = Path.of(location.replaceFirst("^file:(//)?", ""));
        Path away = folder.resolve("away");
        Files.move(left, away);

        assertThatThrownBy(() -> collector.look(Signal.LOGS)).isInstanceOf(SQLException.class);
        Files.move(away, left);
        collector.look(Signal.LOGS);

        assertThat(values("user.email")).containsExactly("ann@example.org");
        assertThat(rows("user.email")).isEqualTo(30);
    }

    @Test
    void letsAConsoleThatCountsWaitForOneThatForgets() throws Exception {
        append(30, "bob@example.org");
        collector().look(Signal.LOGS);
        Database database = bean(Database.class);
        long counted =
                database.read(db -> SeenTables.countedUpTo(db, Signal.LOGS)).orElseThrow();
        SeenCount bobs = new SeenCount(
                List.of(new SeenCount.Key(organization, "int-1", "record", "user.email", "VARCHAR", 5)),
                List.of(new SeenCount.Value(organization, "int-1", "record", "user.email", "bob@example.org", 5)));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> counts = database.inTransaction(db -> {
                assertThat(SeenTables.advance(db, Signal.LOGS, Optional.of(counted), counted + 1))
                        .isTrue();
                Future<Boolean> task = other.submit(() -> database.inTransaction(second -> {
                    boolean isMine = SeenTables.advance(second, Signal.LOGS, Optional.of(counted), counted + 2);
                    if (isMine) {
                        SeenTables.add(second, Signal.LOGS, bobs, Instant.EPOCH);
                    }
                    return isMine;
                }));
                SeenTables.forget(db, Signal.LOGS, Optional.of(Set.of(organization)));
                return task;
            });

            assertThat(counts.get(1, TimeUnit.MINUTES)).isFalse();
        } finally {
            other.shutdownNow();
        }
        assertThat(values("user.email")).isEmpty();
        assertThat(rows("user.email")).isZero();
    }

    private void askedFor(String asking) {
        Instant now = Instant.parse("2026-11-01T12:00:00Z");
        bean(Database.class).inTransaction(db -> {
            Accounts.insert(db, new Organization(asking, asking, true, Quota.NONE, now));
            Deletions.insert(db, new DeletionRow(asking, asking, null, null, null, now, "owner", now, null));
            Deletions.published(db, asking, now);
            return asking;
        });
    }

    private void deleteNewest() {
        delete(0);
    }

    private void deleteNewestButOne() {
        delete(1);
    }

    private void delete(int place) {
        tables.load(Signal.LOGS)
                .orElseThrow()
                .newDelete()
                .deleteFile(tables.snapshot(Signal.LOGS)
                        .appendedAfter(-1, place + 1)
                        .get(place)
                        .location())
                .commit();
    }

    private void mark(DeletionMark mark) {
        tables.load(Signal.LOGS)
                .orElseThrow()
                .updateProperties()
                .set(DeletionMark.property(organization), mark.text())
                .commit();
    }

    private List<String> values(String key) {
        return values(organization, key);
    }

    private List<String> values(String whose, String key) {
        return seen().values(whose, Signal.LOGS, key, 10).stream()
                .map(SeenValue::value)
                .toList();
    }

    private void append(int rows, String user) {
        append(organization, rows, user);
    }

    private void append(String whose, int rows, String user) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> event = QueryFixture.event(Signal.LOGS, whose, i, "api_request");
            event.put("attributes", Map.of("user.email", user));
            events.add(event);
        }
        append(events);
    }

    @Test
    void leavesTablesAloneThatAreNotThereYet() throws Exception {
        collector().look(Signal.TRACES);

        assertThat(seen().keys(organization)).isEmpty();
    }

    @Test
    void keepsWhatOneOrganizationSentFromAnother() throws Exception {
        append(30);
        collector().look(Signal.LOGS);

        assertThat(seen().keys("org-of-nobody")).isEmpty();
        assertThat(seen().values("org-of-nobody", null, "my.key", 10)).isEmpty();
    }

    private void append(int rows) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> event = QueryFixture.event(Signal.LOGS, organization, i, "api_request");
            event.put("attributes", Map.of("my.key", i % 2 == 0 ? "a" : "b"));
            events.add(event);
        }
        append(events);
    }

    private void append(List<Map<String, Object>> events) {
        files.write(Signal.LOGS, events);
        List<Path> written = files.paths(Signal.LOGS);
        TableRows.appendFile(tables, Signal.LOGS, written.get(written.size() - 1), RECEIVED);
    }

    private long rows(String key) {
        return rows(organization, key);
    }

    private long rows(String whose, String key) {
        return seen().keys(whose).stream()
                .filter(seen -> seen.key().equals(key))
                .mapToLong(SeenKey::rows)
                .sum();
    }

    private SeenCollector collector() {
        return new SeenCollector(
                tables,
                bean(Database.class),
                new FileCounts(StatisticsFixture.queries(folder)),
                bean(MinqlConfig.class),
                Clock.systemUTC());
    }

    /** A new one each time, for it remembers for some seconds. */
    private SeenAttributes seen() {
        return new SeenAttributes(bean(Database.class), Clock.systemUTC());
    }
}
