package io.millrace.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.TestTenant;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final TestTenant TENANT = new TestTenant("authenticator");
    private static final KeyDigest DIGEST = new KeyDigest(TestTenant.PEPPER.getBytes(UTF_8));
    private static final DirectoryState DIRECTORY = directory();

    private static DirectoryState directory() {
        DirectoryState state = new DirectoryState();
        TENANT.records().forEach(record -> state.apply(new DirectoryMessage.State(record, 1)));
        return state;
    }

    private static Authenticator with(Optional<DirectoryState> directory) {
        return new Authenticator(() -> directory, DIGEST::matches, Clock.systemUTC());
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
                DIGEST::matches,
                Clock.systemUTC());
        String key = TestTenant.bearer(TENANT.key);
        String changed = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");

        assertThat(refusal(authenticator, changed).reason()).isEqualTo(Reason.MALFORMED_KEY);
    }

    /** Not by the clock, which a busy machine makes lie: by the work that is done, which must be the same. */
    @Test
    @DisplayName("AUTH-10: an unknown key costs the same comparison and gets the same answer as a wrong secret")
    void comparesAnUnknownKeyAsItComparesAWrongSecret() {
        ApiKey unknown = ApiKey.generate(new SecureRandom());
        ApiKey wrong = new ApiKey(TENANT.key.id(), unknown.text());
        List<String> compared = new ArrayList<>();
        Authenticator authenticator = new Authenticator(
                () -> Optional.of(DIRECTORY),
                (key, digestHex) -> {
                    compared.add(key.id());
                    assertThat(digestHex).hasSize(DIGEST.hex(key).length());
                    return DIGEST.matches(key, digestHex);
                },
                Clock.systemUTC());

        Checked<DirectoryRecord.Key> ofUnknown = authenticator.known(DIRECTORY, unknown);
        Checked<DirectoryRecord.Key> ofWrong = authenticator.known(DIRECTORY, wrong);

        assertThat(compared).containsExactly(unknown.id(), wrong.id());
        assertThat(ofUnknown).isEqualTo(ofWrong);
    }
}
