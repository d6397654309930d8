package io.millrace.console.minql.seen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.StatisticsFixture;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCountsIT {
    private static final int ROWS = 60;

    @TempDir
    Path folder = Path.of(".");

    @Test
    void countsKeysAndFrequentValuesOfEachOrganization() throws SQLException {
        SeenCount count = counted();

        assertThat(count.keys())
                .contains(
                        new SeenCount.Key(QueryFixture.ORGANIZATION, "int-1", "record", "model/x~y", "VARCHAR", ROWS),
                        new SeenCount.Key(QueryFixture.ORGANIZATION, "int-1", "name", "name", "VARCHAR", ROWS),
                        new SeenCount.Key(QueryFixture.OTHER_ORGANIZATION, "int-1", "record", "theirs", "VARCHAR", 1));
        assertThat(count.values())
                .contains(
                        new SeenCount.Value(QueryFixture.ORGANIZATION, "int-1", "record", "model/x~y", "a", 20),
                        new SeenCount.Value(QueryFixture.ORGANIZATION, "int-1", "name", "name", "api_request", ROWS));
    }

    @Test
    void keepsNoValuesThatAreNearlyDifferentInEachRow() throws SQLException {
        assertThat(counted().values()).extracting(SeenCount.Value::key).doesNotContain("request_id");
    }

    private SeenCount counted() throws SQLException {
        EventFiles files = new EventFiles(folder);
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> event = QueryFixture.event(Signal.LOGS, QueryFixture.ORGANIZATION, i, "api_request");
            event.put("attributes", Map.of("model/x~y", List.of("a", "b", "c").get(i % 3), "request_id", "req-" + i));
            events.add(event);
        }
        Map<String, Object> theirs = QueryFixture.event(Signal.LOGS, QueryFixture.OTHER_ORGANIZATION, ROWS, "x");
        theirs.put("attributes", Map.of("theirs", "secret"));
        events.add(theirs);
        files.write(Signal.LOGS, events);
        List<SnapshotFile> written = files.paths().stream()
                .map(path -> new SnapshotFile(path.toString(), new File(path.toString()).length(), events.size()))
                .toList();
        return new FileCounts(StatisticsFixture.queries(folder)).count(Signal.LOGS, written, 50);
    }
}
