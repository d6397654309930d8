package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final String TOKEN = "ghp_" + "aB3".repeat(12);
    private static final Rule NO_EMAIL = new Rule("mail", Selector.PATH, "user.email", Action.REMOVE, null);

    private final CompiledPolicy policy = CompiledPolicy.compile(
            new RedactionPolicy(true, false, List.of(NO_EMAIL)), new HmacKeys(new byte[16], "org"));

    @Test
    void namesWhatItWouldTouchInGivenDataByTheRecord() {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"clean\"}},"
                + "{\"body\":{\"stringValue\":\"" + TOKEN + "\"}}]}]}]}";

        assertThat(policy.dryRun(Signal.LOGS, body.getBytes(UTF_8)))
                .isEqualTo(Map.of(1, List.of(new Redaction("body", "github_token"))));
    }

    @Test
    void namesWhatItWouldTouchInAStoredRow() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("org_id", TOKEN); // ours, not the sender's
        row.put("body", "see " + TOKEN);
        row.put("attributes", "{\"user.email\":\"a@example.org\",\"n\":1,\"deep\":{\"list\":[\"" + TOKEN + "\"]}}");
        row.put("resource_attributes", "{\"raw\":{\"$unreadable\":\"" + TOKEN + "\"}}");
        row.put(
                "events",
                "[{\"name\":\"e\",\"attributes\":{}},{\"name\":\"" + TOKEN + "\",\"attributes\":{\"a\":\"" + TOKEN
                        + "\"}}]");
        row.put("links", "[{\"trace_state\":\"v=" + TOKEN + "\",\"attributes\":{}}]");

        assertThat(policy.dryRun(row))
                .containsExactly(
                        new Redaction("body", "github_token"),
                        new Redaction("attributes.user.email", "mail"),
                        new Redaction("attributes.deep.list[0]", "github_token"),
                        new Redaction("resource_attributes.raw", "github_token"),
                        new Redaction("events[1].name", "github_token"),
                        new Redaction("events[1].attributes.a", "github_token"),
                        new Redaction("links[0].trace_state", "github_token"));
    }

    @Test
    void refusesARowWhoseJsonIsNoneWithoutQuotingIt() {
        assertThatThrownBy(() -> policy.dryRun(Map.of("attributes", "{" + TOKEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(TOKEN);
    }
}
