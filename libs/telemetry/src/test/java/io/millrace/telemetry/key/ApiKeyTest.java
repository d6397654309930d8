package io.millrace.telemetry.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private final ApiKey key = ApiKey.generate(new SecureRandom());
    private final KeyDigest digest = new KeyDigest("a pepper of some length".getBytes(UTF_8));

    @Test
    void readsTheKeyItGenerates() {
        assertThat(ApiKey.parse(key.text())).contains(key);
        assertThat(key.text()).matches(ApiKey.PATTERN);
    }

    @Test
    void refusesAKeyWithOneOtherCharacter() {
        for (int i = 0; i < key.text().length(); i++) {
            char other = key.text().charAt(i) == 'a' ? 'b' : 'a';
            String changed = key.text().substring(0, i) + other + key.text().substring(i + 1);

            assertThat(ApiKey.parse(changed)).as("position %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mr_", "mw_test", "mr_012345678901_", "mr_0123456789äö_012345678901234567890123456789"})
    void refusesWhatIsNoKey(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }

    @Test
    void hidesItsSecretInText() {
        assertThat(key.toString())
                .startsWith("mr_" + key.id())
                .doesNotContain(key.text().substring(16));
    }

    @Test
    void matchesOnlyItsOwnDigest() {
        ApiKey other = ApiKey.generate(new SecureRandom());

        assertThat(digest.matches(key, digest.hex(key))).isTrue();
        assertThat(digest.matches(other, digest.hex(key))).isFalse();
        assertThat(new KeyDigest("another pepper of length".getBytes(UTF_8)).matches(key, digest.hex(key)))
                .isFalse();
    }

    @Test
    void refusesAShortPepper() {
        assertThatThrownBy(() -> new KeyDigest(new byte[15])).hasMessageContaining("15");
    }
}
