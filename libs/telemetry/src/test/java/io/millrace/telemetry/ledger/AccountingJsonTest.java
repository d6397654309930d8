package io.millrace.telemetry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.json.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountingJsonTest {
    private static final AccountingRecord FULL = new AccountingRecord(
            1795384560000L,
            "gateway",
            "gw-1",
            "org-1",
            "int-1",
            "logs",
            "rejected",
            "invalid_id",
            "k-1",
            3,
            40,
            91234,
            1795384599999L,
            "claude-code/2.1.330");
    private static final AccountingRecord LEAST =
            new AccountingRecord(0, "sink", "s", "o", "i", "traces", "stored", null, null, 0, 0, 0, 0, null);

    @Test
    void writesTheFormOfTheGoldenFiles() {
        assertThat(AccountingJson.write(FULL)).asString(UTF_8).isEqualTo(golden("accounting-v1.json"));
        assertThat(AccountingJson.write(LEAST)).asString(UTF_8).isEqualTo(golden("accounting-v1-least.json"));
    }

    @Test
    void readsTheGoldenFiles() {
        assertThat(AccountingJson.read(GoldenFile.read("accounting-v1.json"))).isEqualTo(FULL);
        assertThat(AccountingJson.read(GoldenFile.read("accounting-v1-least.json")))
                .isEqualTo(LEAST);
    }

    @Test
    void skipsWhatALaterVersionAdds() {
        String later =
                golden("accounting-v1-least.json").replace("{\"v\":1", "{\"v\":2,\"more\":[{\"x\":1}],\"flag\":true");

        assertThat(AccountingJson.read(later.getBytes(UTF_8))).isEqualTo(LEAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"v\":1", "{\"v\":1}", "{\"v\":1,\"minute\":\"secret\"}", "secret"})
    void refusesWhatIsNoneWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> AccountingJson.read(value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private static String golden(String name) {
        return new String(GoldenFile.read(name), UTF_8);
    }
}
