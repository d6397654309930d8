package io.millrace.console.minql.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timelines over test events. */
class TimelinesIT {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    Path folder = Path.of(".");

    private final RunningQueries running = new RunningQueries();
    private Timelines timelines;

    TimelinesIT() {
        this.timelines = new Timelines(QueryFixture.engine(
                new EventFiles(folder), running, QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    @BeforeEach
    void write() {
        EventFiles files = new EventFiles(folder);
        files.write(
                Signal.LOGS,
                List.of(
                        event(Signal.LOGS, 1, "today", NOW.minusSeconds(60)),
                        event(Signal.LOGS, 2, "long", NOW.minus(Duration.ofDays(26))),
                        event(
                                Signal.LOGS,
                                3,
                                "across",
                                NOW.minus(Duration.ofDays(8)).minusSeconds(60)),
                        event(
                                Signal.LOGS,
                                4,
                                "across",
                                NOW.minus(Duration.ofDays(8)).plusSeconds(60))));
        files.write(Signal.TRACES, List.of(event(Signal.TRACES, 1, "spans-only", NOW.minus(Duration.ofDays(200)))));
        timelines =
                new Timelines(QueryFixture.engine(files, running, QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    @Test
    void findsASessionOfToday() {
        assertThat(read("today", null).events()).hasSize(1);
    }

    @Test
    void findsASessionOfLastMonthWithoutATimeAndReadsOnlyItsDays() {
        TimelineAnswer answer = read("long", null);

        assertThat(answer.events()).hasSize(1);
        assertThat(answer.from()).isEqualTo(NOW.minus(Duration.ofDays(29)).toString());
    }

    @Test
    void readsASessionWholeThatLiesAcrossTwoStepsOfTheSearch() {
        assertThat(read("across", null).events()).hasSize(2);
    }

    @Test
    void findsSpansWithoutAnyLogRecord() {
        TimelineAnswer answer = read("spans-only", null);

        assertThat(answer.events()).isEmpty();
        assertThat(answer.spans()).hasSize(1);
    }

    @Test
    void isEmptyForAnIdThatNobodySent() {
        TimelineAnswer answer = read("nobody", null);

        assertThat(answer.events()).isEmpty();
        assertThat(answer.spans()).isEmpty();
    }

    @Test
    void looksAroundAGivenTimeOnly() {
        assertThat(read("long", NOW.minus(Duration.ofDays(25))).events()).hasSize(1);
        assertThat(read("long", NOW).events()).isEmpty();
    }

    private TimelineAnswer read(String session, @org.jspecify.annotations.Nullable Instant around) {
        return timelines.read(QueryFixture.CALLER, "q", TimelineOf.SESSION, session, around, NOW, 100);
    }

    private static Map<String, Object> event(Signal signal, int offset, String session, Instant time) {
        Map<String, Object> event = QueryFixture.event(
                signal, QueryFixture.ORGANIZATION, offset, signal == Signal.LOGS ? "prompt" : "tool");
        event.put("time", time.toEpochMilli() * 1000);
        event.put("session_id", session);
        return event;
    }
}
