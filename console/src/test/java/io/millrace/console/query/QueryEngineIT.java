package io.millrace.console.query;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.millrace.console.query.QueryFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.telemetry.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryEngineIT {
    private static final String ENDLESS =
            "select count(*) from range(100000000) a, range(100000000) b where (a.range * b.range) % 1000003 = 7";

    @TempDir
    Path folder;

    private final RunningQueries running = new RunningQueries();
    private EventFiles files = new EventFiles(Path.of("."));
    private QueryEngine engine = QueryFixture.engine(files, running, QueryFixture.limits(Path.of("."), Duration.ZERO));

    @BeforeEach
    void writeEventsOfTwoOrganizations() {
        files = new EventFiles(folder);
        Map<String, Object> prompt = event(Signal.LOGS, ORGANIZATION, 1, "user_prompt");
        prompt.put("attributes", Map.of("prompt", "hello", "a.b", 1.5, "tool_parameters", "{\"full_command\":\"ls\"}"));
        prompt.put("time_unix_nano", 1_793_527_201_000_000_001L);
        files.write(Signal.LOGS, List.of(prompt, event(Signal.LOGS, OTHER_ORGANIZATION, 2, "secret_of_b")));
        engine = QueryFixture.engine(files, running, QueryFixture.limits(folder, Duration.ofSeconds(20)));
    }

    @AfterEach
    void stopTheClock() {
        running.close();
    }

    @Test
    void readsOnlyRowsOfTheCallersOrganization() {
        QueryAnswer answer = answer("select name, integration, event_id, signal from logs");

        assertThat(answer.rows()).containsExactly(List.of("user_prompt", "claudeCode", "topic-logs:0:1:0", "logs"));
    }

    @Test
    void readsAttributesInsideTheViewAndOutside() {
        QueryAnswer answer =
                answer("select prompt, command, attributes->>'a.b', os_type, time, time_unix_nano from logs");

        assertThat(answer.rows())
                .containsExactly(Arrays.<@Nullable Object>asList(
                        "hello", "ls", "1.5", null, "2026-11-01T10:00:01Z", "1793527201000000001"));
    }

    @Test
    void answersFromTablesThatHaveNoFileYet() {
        QueryAnswer answer = answer("select count(*) from metrics m full join spans s on m.name = s.name");

        assertThat(answer.rows()).containsExactly(List.of(0L));
    }

    @Test
    void keepsTheOrderAndSaysWhatItLeftOut() {
        QueryOutcome outcome = run("q", "select range from range(100000) order by range desc", 3);

        QueryAnswer answer = ((Answered) outcome).answer();
        assertThat(answer.rows()).containsExactly(List.of(99_999L), List.of(99_998L), List.of(99_997L));
        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void endsAnAnswerThatIsTooLarge() {
        QueryAnswer answer = answer("select repeat('x', 100000) from range(1000)");

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.rows()).hasSizeBetween(50, 200);
    }

    @Test
    void writesEveryTypeAsJsonCanSayIt() {
        QueryAnswer answer = answer(
                "select 9007199254740993::bigint, 1.50::decimal(5,2), 'nan'::double, true, null,"
                        + " timestamp '2026-01-02 03:04:05', date '2026-01-02', interval 90 minute, [1, null], {'a': [2]},"
                        + " map {'k': 1.5::double}, '{\"x\":1}'::json, 'ab'::blob, 170141183460469231731687303715884105727::hugeint");

        assertThat(answer.rows().get(0))
                .containsExactly(
                        "9007199254740993",
                        "1.50",
                        "NaN",
                        true,
                        null,
                        "2026-01-02T03:04:05",
                        "2026-01-02",
                        "01:30:00",
                        Arrays.<@Nullable Object>asList(1L, null),
                        Map.of("a", List.of(2L)),
                        Map.of("k", 1.5),
                        "{\"x\":1}",
                        "YWI=",
                        "170141183460469231731687303715884105727");
    }

    @Test
    void explainsAnUnknownColumn() {
        assertThat(problem("select nosuchcolumn from logs"))
                .satisfies(p -> assertThat(p.status()).isEqualTo(400))
                .satisfies(p -> assertThat(p.detail()).contains("nosuchcolumn").doesNotContain("parquet"));
    }

    /** What the locked engine refuses even if a statement gets past the gate. */
    @Nested
    class BehindTheGate {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "select content from read_text('/etc/passwd')",
                    "select * from read_csv('/etc/passwd')",
                    "select * from read_parquet('/tmp/*.parquet')",
                    "select * from 'https://example.test/x.parquet'",
                    "select file from glob('/etc/*')"
                })
        void refusesOtherFilesAndTheNetwork(String sql) {
            QueryOutcome outcome = run("q", sql, 10);

            boolean isEmpty = outcome instanceof Answered answered
                    && answered.answer().rows().isEmpty();
            assertThat(isEmpty || outcome instanceof Failed).isTrue();
        }

        @Test
        void failsStatementsThatAreNoSubQuery() {
            for (String sql : List.of(
                    "set memory_limit = '100GB'",
                    "attach 'x.db'",
                    "copy logs to 'x'",
                    "drop view logs",
                    "install httpfs")) {
                assertThat(run("q", sql, 10)).isInstanceOf(Failed.class);
            }
        }
    }

    @Nested
    class WhenAQueryWantsTooMuch {

        @Test
        void stopsAnEndlessOneAtItsTimeOut() {
            engine = QueryFixture.engine(files, running, QueryFixture.limits(folder, Duration.ofMillis(300)));

            assertThat(problem(ENDLESS).kind()).isEqualTo("query-timeout");
        }

        @Test
        void saysThatMemoryIsOutAndLeavesNoSpillBehind() throws Exception {
            assertThat(problem("select length(string_agg(repeat('x', 1000), '')) from range(10000000)")
                            .kind())
                    .isEqualTo("query-too-large");
            try (var left = Files.list(Files.createDirectories(folder.resolve("spill")))) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void cancelsARunningOneForItsOrganizationOnly() throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            EventScans slow = (signal, organization, range) -> {
                started.countDown();
                return files.plan(signal, organization, range);
            };
            engine = QueryFixture.engine(slow, running, QueryFixture.limits(folder, Duration.ofSeconds(60)));
            CompletableFuture<QueryOutcome> outcome = CompletableFuture.supplyAsync(() -> run("mine", ENDLESS, 10));
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

            boolean byOther = running.cancel("mine", otherCaller());
            boolean byOwner = running.cancel("mine", CALLER);

            assertThat(byOther).isFalse();
            assertThat(byOwner).isTrue();
            assertThat(outcome.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.problem().kind()).isEqualTo("query-cancelled"));
        }

        @Test
        void refusesAnIdThatRuns() throws Exception {
            try (var taken = running.enter("taken", CALLER).orElseThrow()) {
                assertThat(taken.stopReason()).isEmpty();
                assertThat(run("taken", "select 1", 1))
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.problem().kind()).isEqualTo("query-id-in-use"));
            }
        }
    }

    private static io.millrace.console.access.Caller otherCaller() {
        return new io.millrace.console.access.Caller(
                OTHER_ORGANIZATION, "user-2", CALLER.role(), CALLER.keyType(), Map.of());
    }

    private QueryAnswer answer(String sql) {
        QueryOutcome outcome = run("q", sql, 10_000);
        assertThat(outcome).isInstanceOf(Answered.class);
        return ((Answered) outcome).answer();
    }

    private Problem problem(String sql) {
        QueryOutcome outcome = run("q", sql, 10_000);
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).problem();
    }

    private QueryOutcome run(String id, String sql, int limit) {
        Statement statement = new Statement(sql, List.of(), EnumSet.allOf(Signal.class));
        return engine.run(new QueryRequest(id, CALLER, statement, Optional.empty(), limit));
    }
}
