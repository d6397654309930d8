package io.millrace.telemetry.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.json.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterJsonTest {
    private static final byte[] PAYLOAD = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', 'x', '"', (byte) 0xFF, 0, '}'};
    private static final DeadLetter FULL = new DeadLetter(
            "t:3:77:5",
            "normalizer",
            "org-1",
            "int-1",
            "traces",
            "otlp.raw.traces",
            3,
            77,
            5,
            "invalid_id",
            "a span must have a spanId of 16 hex digits that are not all zero",
            1,
            1795384564042L,
            0,
            1,
            PAYLOAD);
    private static final DeadLetter LEAST = new DeadLetter(
            "x", "sink", null, null, "logs", "otlp.events.logs", 0, 0, -1, "unreadable", "", 2, 0, 1, 2, new byte[0]);

    @Test
    void writesTheFormOfTheGoldenFiles() {
        assertThat(DeadLetterJson.write(FULL)).asString(UTF_8).isEqualTo(golden("dead-letter-v1.json"));
        assertThat(DeadLetterJson.write(LEAST)).asString(UTF_8).isEqualTo(golden("dead-letter-v1-least.json"));
    }

    @Test
    void readsTheGoldenFilesWithTheirPayload() {
        assertThat(DeadLetterJson.read(GoldenFile.read("dead-letter-v1.json")))
                .usingRecursiveComparison()
                .isEqualTo(FULL);
        assertThat(DeadLetterJson.read(GoldenFile.read("dead-letter-v1-least.json")))
                .usingRecursiveComparison()
                .isEqualTo(LEAST);
    }

    @Test
    void staysWithinTheSizeThatItStates() {
        assertThat((long) DeadLetterJson.write(FULL).length).isLessThan(DeadLetterJson.maxSizeBytes(PAYLOAD.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "{\"v\":1,\"id\":",
                "{\"v\":1}",
                "{\"v\":1,\"id\":\"x\",\"stage\":\"s\",\"signal\":\"logs\",\"topic\":\"t\",\"partition\":4294967296}",
                "{\"v\":1,\"id\":\"x\",\"stage\":\"s\",\"signal\":\"logs\",\"topic\":\"t\",\"partition\":1,\"offset\":1,"
                        + "\"ordinal\":1,\"reason\":\"r\",\"description\":\"d\",\"attempt\":1,\"chunk\":0,\"chunks\":1,"
                        + "\"payload\":\"!secret!\"}"
            })
    void refusesWhatIsNoneWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> DeadLetterJson.read(value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private static String golden(String name) {
        return new String(GoldenFile.read(name), UTF_8);
    }
}
