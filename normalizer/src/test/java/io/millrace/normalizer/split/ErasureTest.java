package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.Deletion.Identity;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private static final String GONE = "gone@example.org";
    private static final String BODY = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
             {"eventName":"a","attributes":[{"key":"user.email","value":{"stringValue":"gone@example.org"}}]},
             {"eventName":"b","attributes":[{"key":"user.email","value":{"stringValue":"here@example.org"}}]}]}]}]}
            """;

    @Test
    void leavesOutTheRecordsOfADeletedUserAndCountsThem() {
        Split split = split(BODY, RedactionPolicy.DEFAULT, GONE);

        assertThat(split.events()).hasSize(1);
        assertThat(split.events().get(0).position().ordinal()).isEqualTo(1);
        assertThat(split.deleted()).isEqualTo(1);
    }

    @Test
    void knowsTheUserByTheResourceToo() {
        String body = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"user.email\",\"value\":"
                + "{\"stringValue\":\"gone@example.org\"}}]},\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"a\"}]}]}]}";

        assertThat(split(body, RedactionPolicy.DEFAULT, GONE).events()).isEmpty();
    }

    @Test
    void knowsTheUserByWhatStandsInTheTablesInPlaceOfTheValue() {
        Rule rule = new Rule("r", Selector.PATH, "user.email", Action.HMAC, "k1");
        RedactionPolicy policy = new RedactionPolicy(true, false, List.of(rule));
        String shown = new String(split(BODY, policy, "nobody").events().get(0).json(), UTF_8)
                .replaceAll(".*(hmac:k1:[0-9a-f]{32}).*", "$1");

        assertThat(split(BODY, policy, shown).events()).hasSize(1);
        assertThat(split(BODY, policy, GONE).events()).hasSize(1);
    }

    @Test
    void keepsADeletedUserOutOfTheDeadLetters() {
        Split split = split("{\"user\":\"gone@example.org\"", RedactionPolicy.DEFAULT, GONE);

        assertThat(split.leftOver())
                .singleElement()
                .satisfies(input -> assertThat(input.payload()).isEmpty());
    }

    @Nested
    class WhatADeletionConcerns {
        private final Deletion deletion = new Deletion("d", "o", "i", Identity.USER_EMAIL, GONE, 1_000);

        @Test
        void isWhatWasReceivedUpToItsTime() {
            assertThat(deletion.concerns("o", "i", 1_000)).isTrue();
            assertThat(deletion.concerns("o", "i", 1_001)).isFalse();
        }

        @Test
        void isItsOrganizationAndIntegrationAlone() {
            assertThat(deletion.concerns("other", "i", 1)).isFalse();
            assertThat(deletion.concerns("o", "other", 1)).isFalse();
            assertThat(new Deletion("d", "o", null, Identity.USER_EMAIL, GONE, 1).concerns("o", "any", 1))
                    .isTrue();
        }
    }

    private static Split split(String body, RedactionPolicy policy, String email) {
        RawHeaders headers = new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        Deletion deletion = new Deletion("d", "o", null, Identity.USER_EMAIL, email, 5);
        return new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE)
                .split(
                        new RawOrigin(headers, "t", 0, 0, 0),
                        Signal.LOGS,
                        body.getBytes(UTF_8),
                        new Treatment(
                                CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "o")),
                                Erasure.of(List.of(deletion))),
                        null);
    }
}
