package io.millrace.console.redaction;

import static io.millrace.console.query.QueryFixture.CALLER;
import static io.millrace.console.query.QueryFixture.ORGANIZATION;
import static io.millrace.console.query.QueryFixture.OTHER_ORGANIZATION;
import static io.millrace.console.query.QueryFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.console.problem.ProblemException;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunsTest {
    private static final String TOKEN = "ghp_" + "aB3".repeat(12);

    @TempDir
    Path folder;

    private final RunningQueries running = new RunningQueries();
    private EventFiles files = new EventFiles(Path.of("."));
    private DryRuns runs =
            new DryRuns(QueryFixture.engine(files, running, QueryFixture.limits(Path.of("."), Duration.ZERO)));

    @BeforeEach
    void store() {
        files = new EventFiles(folder);
        runs = new DryRuns(QueryFixture.engine(files, running, QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    @AfterEach
    void stopTheClock() {
        QueryFixture.close(running);
    }

    @Test
    void namesPlacesInStoredRecordsOfTheOrganizationAlone() {
        Map<String, Object> leak = event(Signal.LOGS, ORGANIZATION, 1, "tool_result");
        leak.put("attributes", Map.of("note", "push with " + TOKEN));
        Map<String, Object> foreign = event(Signal.LOGS, OTHER_ORGANIZATION, 2, "tool_result");
        foreign.put("attributes", Map.of("note", TOKEN));
        files.write(Signal.LOGS, List.of(leak, event(Signal.LOGS, ORGANIZATION, 3, "clean"), foreign));

        DryRunAnswer answer = runs.stored(policy(), CALLER, "int-1", Signal.LOGS, 100)
                .answer()
                .orElseThrow();

        assertThat(answer.records()).isEqualTo(2);
        assertThat(answer.touched())
                .containsExactly(new DryRunAnswer.Touched(
                        "topic-logs:0:1:0", List.of(new Redaction("attributes.note", "github_token"))));
        assertThat(answer.reasons()).isEqualTo(Map.of("github_token", 1));
    }

    @Test
    void namesPlacesInAGivenBody() {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"body\":{\"stringValue\":\"" + TOKEN
                + "\"}}]}]}]}";

        DryRunAnswer answer = runs.given(policy(), Signal.LOGS, body);

        assertThat(answer.records()).isEqualTo(2);
        assertThat(answer.touched())
                .containsExactly(new DryRunAnswer.Touched("1", List.of(new Redaction("body", "github_token"))));
    }

    @Test
    void refusesABodyOfAnotherKindAndAPolicyThatCannotBeUsed() {
        Rule wrong = new Rule("r", Selector.DETECTOR, "no_such_detector", Action.MASK, null);

        assertThatThrownBy(() -> runs.given(policy(), Signal.LOGS, "[1]")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> runs.compile(new RedactionPolicy(true, false, List.of(wrong)), ORGANIZATION))
                .isInstanceOf(ProblemException.class);
    }

    private CompiledPolicy policy() {
        return runs.compile(RedactionPolicy.DEFAULT, ORGANIZATION);
    }
}
