package io.millrace.sink.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorTokenTest {
    private static final String TOKEN = "only-for-operators";

    @Test
    void letsOnlyTheTokenPass() {
        OperatorToken token = new OperatorToken(() -> Optional.of(TOKEN));

        assertThat(token.isSet()).isTrue();
        assertThat(token.isIn("Bearer " + TOKEN)).isTrue();
        assertThat(token.isIn("bearer " + TOKEN)).isTrue();
        assertThat(token.isIn("Bearer " + TOKEN + "x")).isFalse();
        assertThat(token.isIn(TOKEN)).isFalse();
        assertThat(token.isIn(null)).isFalse();
    }

    @Test
    void isOffWithoutATokenWhateverIsSent() {
        for (Optional<String> none : java.util.List.of(Optional.<String>empty(), Optional.of(" "))) {
            OperatorToken token = new OperatorToken(() -> none);

            assertThat(token.isSet()).isFalse();
            assertThat(token.isIn("Bearer ")).isFalse();
        }
    }

    @Test
    void refusesAShortToken() {
        assertThatThrownBy(() -> new OperatorToken(() -> Optional.of("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.sink.operator-token");
    }
}
