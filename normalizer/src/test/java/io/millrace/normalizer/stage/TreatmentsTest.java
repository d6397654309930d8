package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.redaction.SeriesKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreatmentsTest {
    private static final String TOKEN = "ghp_" + "aB3".repeat(12);
    private static final RedactionPolicy OPEN = new RedactionPolicy(false, false, List.of());
    private static final RedactionPolicy NO_EMAIL =
            new RedactionPolicy(false, false, List.of(new Rule("r", Selector.PATH, "user.email", Action.REMOVE, null)));

    private static final String BODY =
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"" + TOKEN
                    + "\"},\"attributes\":[{\"key\":\"user.email\",\"value\":{\"stringValue\":\"a@example.org\"}}]}]}]}]}";

    private final DirectoryState directory = new DirectoryState();
    private final Treatments treatments = new Treatments(() -> directory, "0123456789abcdef".getBytes(UTF_8));

    @Test
    void aReplayMeetsTodaysPolicyWhereItIsStricter() {
        today(NO_EMAIL);

        assertThat(shown(OPEN)).doesNotContain("a@example.org").contains(TOKEN);
    }

    @Test
    void aReplayMeetsThePolicyOfItsTimeWhereThatWasStricter() {
        today(OPEN);

        assertThat(shown(NO_EMAIL)).doesNotContain("a@example.org").contains(TOKEN);
        assertThat(shown(RedactionPolicy.DEFAULT)).doesNotContain(TOKEN);
    }

    @Test
    void aRecordThatDoesNotTellItsPolicyMeetsTodays() {
        today(NO_EMAIL);

        assertThat(shown(null)).doesNotContain("a@example.org").contains(TOKEN);
    }

    @Test
    void aDigestOfTheGatewayStaysWhereTheKeyOfItsRuleIsNewSince() {
        RedactionPolicy then = digests("old", "k1");
        today(digests("new", "k2"));
        CompiledPolicy atTheGateway =
                CompiledPolicy.compile(then, new HmacKeys("0123456789abcdef".getBytes(UTF_8), "o"));

        String raw = redacted(atTheGateway, BODY);
        String shown = redacted(treatments.apply(headers(then)).policy(), raw);

        assertThat(raw).contains("hmac:k1:").doesNotContain("a@example.org");
        assertThat(shown).contains(raw.substring(raw.indexOf("hmac:k1:"), raw.indexOf("hmac:k1:") + 40));
    }

    @Test
    void anIntegrationThatIsGoneHasTheDefaultPolicy() {
        assertThat(shown(null)).contains("a@example.org").doesNotContain(TOKEN);
    }

    @Test
    void aDeletionOfTheIntegrationCoversEverythingOfIt() {
        directory.apply(new DirectoryMessage.State(new Deletion("d", "o", "i", null, null, 10), 0));

        assertThat(treatments.apply(headers(null)).erasure().coversEverything()).isTrue();
    }

    private void today(RedactionPolicy policy) {
        directory.apply(new DirectoryMessage.State(
                new DirectoryRecord.Integration("i", "o", "ref", "", true, policy, Quota.NONE, null), 1));
    }

    private static RedactionPolicy digests(String id, String key) {
        return new RedactionPolicy(true, true, List.of(new Rule(id, Selector.PATH, "user.email", Action.HMAC, key)));
    }

    private String shown(@Nullable RedactionPolicy then) {
        return redacted(treatments.apply(headers(then)).policy(), BODY);
    }

    private static String redacted(CompiledPolicy policy, String body) {
        OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);
        byte[] redacted = policy.redactBody(
                        reader, new SeriesKeys(new byte[16]), Signal.LOGS, body.getBytes(UTF_8), bytes -> true)
                .orElseThrow();
        return new String(redacted, UTF_8);
    }

    private static RawHeaders headers(@Nullable RedactionPolicy policy) {
        return new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null, policy);
    }
}
