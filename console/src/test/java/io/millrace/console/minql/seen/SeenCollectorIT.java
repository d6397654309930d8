package io.millrace.console.minql.seen;

import static io.millrace.console.TestAccounts.bean;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.StatisticsFixture;
import io.millrace.console.store.Database;
import io.millrace.store.EventTables;
import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.TableRows;
import io.millrace.testkit.store.TestTables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
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
        Table table = tables.load(Signal.LOGS).orElseThrow();
        table.newDelete()
                .deleteFile(tables.snapshot(Signal.LOGS)
                        .appendedAfter(table.currentSnapshot().parentId(), 1)
                        .get(0)
                        .location())
                .commit();
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
        Table table = tables.load(Signal.LOGS).orElseThrow();
        table.newDelete()
                .deleteFile(tables.snapshot(Signal.LOGS)
                        .appendedAfter(table.currentSnapshot().parentId(), 1)
                        .get(0)
                        .location())
                .commit();
        mark(new DeletionMark(false, Instant.ofEpochMilli(3)));

        collector.look(Signal.LOGS);

        assertThat(values("user.email")).containsExactly("ann@example.org");
    }

    private void mark(DeletionMark mark) {
        tables.load(Signal.LOGS)
                .orElseThrow()
                .updateProperties()
                .set(DeletionMark.property(organization), mark.text())
                .commit();
    }

    private List<String> values(String key) {
        return seen().values(organization, Signal.LOGS, key, 10).stream()
                .map(SeenValue::value)
                .toList();
    }

    private void append(int rows, String user) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> event = QueryFixture.event(Signal.LOGS, organization, i, "api_request");
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
        return seen().keys(organization).stream()
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
