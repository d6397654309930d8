package io.millrace.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.TestTenant;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final TestTenant TENANT = new TestTenant("authenticator");
    private static final KeyDigest DIGEST = new KeyDigest(TestTenant.PEPPER.getBytes(UTF_8));

    private static Authenticator with(Optional<DirectoryState> directory) {
        return new Authenticator(() -> directory, DIGEST, Clock.systemUTC());
    }

    private static Refusal refusal(Authenticator authenticator, String header) {
        return authenticator
                .sender(List.of(header), TENANT.integration)
                .fold(sender -> Refusal.of(Reason.DEFECT, "was let in"), refusal -> refusal);
    }

    @Test
    @DisplayName("ST-8: the directory is not read yet")
    void isUnavailableAndNotUnauthorizedBeforeTheDirectoryIsRead() {
        Refusal refusal = refusal(with(Optional.empty()), TestTenant.bearer(TENANT.key));

        assertThat(refusal.reason()).isEqualTo(Reason.DIRECTORY_UNREAD);
        assertThat(refusal.reason().httpStatus()).isEqualTo(503);
    }

    @Test
    @DisplayName("AUTH-2: garbage is refused without a look-up")
    void refusesAKeyWithAWrongCheckBeforeItAsksTheDirectory() {
        Authenticator authenticator = new Authenticator(
                () -> {
                    throw new AssertionError("the directory was asked");
                },
                DIGEST,
                Clock.systemUTC());
        String key = TestTenant.bearer(TENANT.key);
        String changed = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");

        assertThat(refusal(authenticator, changed).reason()).isEqualTo(Reason.MALFORMED_KEY);
    }

    @Test
    @DisplayName("AUTH-10: an unknown key is answered, and compared, like a wrong secret")
    void saysTheSameOfAnUnknownKeyAsOfAWrongSecret() {
        DirectoryState state = new DirectoryState();
        ApiKey unknown = ApiKey.generate(new SecureRandom());

        Refusal refusal = refusal(with(Optional.of(state)), TestTenant.bearer(unknown));

        assertThat(refusal.reason().publicName()).isEqualTo(Reason.REVOKED_KEY.publicName());
        assertThat(DIGEST.matches(unknown, "0".repeat(64))).isFalse();
    }
}
