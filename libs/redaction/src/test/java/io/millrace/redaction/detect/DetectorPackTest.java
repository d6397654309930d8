package io.millrace.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up secrets; the prefixes are joined at run time, so that no scanner takes this file for a leak. */
class DetectorPackTest {
    private static final String A40 = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7k";
    private static final String HEX64 = "0123456789abcdef".repeat(4);

    private final DetectorPack secrets = new DetectorPack(DetectorPack.resolve("secrets"));
    private final DetectorPack personal = new DetectorPack(DetectorPack.resolve("personal"));

    @ParameterizedTest
    @CsvSource({
        "sk-ant-, anthropic_key",
        "sk-proj-, openai_key",
        "sk-, openai_legacy_key",
        "AIza, google_api_key",
        "hf_, hugging_face_token",
        "ghp_, github_token",
        "glpat-, gitlab_token",
        "npm_, npm_token",
        "xoxb-, slack_bot_token",
        "sk_live_, stripe_live_key",
        "GOCSPX-, google_oauth_secret",
        "mr_, millrace_key"
    })
    void findsATokenByItsPrefix(String prefix, String detector) {
        String token = prefix + A40;

        assertThat(find(secrets, "use " + token + ", please")).containsExactly(detector + "=" + token);
    }

    @Test
    void findsTokensOfFixedAlphabets() {
        assertThat(find(secrets, "AKIA" + "IOSFODNN7EXAMPLE"))
                .containsExactly("aws_access_key=AKIA" + "IOSFODNN7EXAMPLE");
        assertThat(find(secrets, "dop_v1_" + HEX64)).containsExactly("digitalocean_token=dop_v1_" + HEX64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-force-of-the-whole-company-and-more",
                "sk-learn",
                "input_tokens: 12345678",
                "the password is required",
                "password: string",
                "token = getToken(request)",
                "PASSWORD=$DB_PASSWORD",
                "api_key: <your key>",
                "secret=********",
                "https://example.com/path?x=1",
                "https://user@example.com/",
                "basic understanding of things",
                "a bearer of bad news",
                "authorization required",
                "eyJhIjoxfQ.eyJiIjoxfQ.abc",
                "max_tokens=100000",
                "-----BEGIN PUBLIC KEY-----"
            })
    void leavesWhatOnlyLooksAlike(String text) {
        assertThat(find(secrets, text)).isEmpty();
    }

    @Test
    void findsAJsonWebTokenWhoseHeaderNamesAnAlgorithm() {
        String token = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxIn0" + ".abc-_123";

        assertThat(find(secrets, "cookie " + token + ";")).containsExactly("jwt=" + token);
    }

    @Test
    void findsAPrivateKeyToItsEndOrToTheEndOfATextThatWasCut() {
        String key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----";

        assertThat(find(secrets, "a " + key + " b")).containsExactly("pem_private_key=" + key);
        assertThat(find(secrets, key.substring(0, 40))).containsExactly("pem_private_key=" + key.substring(0, 40));
    }

    @Test
    void findsOnlyThePasswordOfAUrl() {
        assertThat(find(secrets, "postgres://app:s3cr3t@db/main")).containsExactly("url_password=s3cr3t");
        assertThat(find(secrets, "https://" + A40 + "@host/repo.git")).containsExactly("url_password=" + A40);
    }

    @Test
    void findsCredentialsOfHttp() {
        assertThat(find(secrets, "Authorization: Bearer abc.def-123")).containsExactly("authorization=abc.def-123");
        assertThat(find(secrets, "curl -H 'authorization: s3cr3tvalue'")).containsExactly("authorization=s3cr3tvalue");
        assertThat(find(secrets, "Basic dXNlcjpwYXNz")).containsExactly("authorization=dXNlcjpwYXNz");
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD=correcthorse, correcthorse",
        "client_secret: 's3cr3tvalue', s3cr3tvalue",
        "{\"api_key\":\"abcd1234\"}, abcd1234",
        "mysql --password hunter22 -u x, hunter22",
        "aws_secret_access_key = wJalrXUtnFEMI7MDENG, wJalrXUtnFEMI7MDENG"
    })
    void findsTheValueOfANameThatSaysItIsSecret(String text, String value) {
        assertThat(find(secrets, text)).containsExactly("key_value=" + value);
    }

    @Test
    void findsTokensBehindEscapesOfTextThatWasNotDecoded() {
        assertThat(find(secrets, "line\\nghp_" + A40)).containsExactly("github_token=ghp_" + A40);
    }

    @Test
    void findsPersonalDataOnlyWhenAsked() {
        String text = "ada@example.org paid with 4111 1111 1111 1111, order 4111111111111112";

        assertThat(find(secrets, text)).isEmpty();
        assertThat(find(personal, text))
                .containsExactlyInAnyOrder("email=ada@example.org", "payment_card=4111 1111 1111 1111");
    }

    @Test
    void resolvesDetectorsGroupsAndAllSecrets() {
        assertThat(DetectorPack.resolve("email")).containsExactly("email");
        assertThat(DetectorPack.resolve("chat_tokens"))
                .contains("slack_webhook")
                .doesNotContain("email");
        assertThat(DetectorPack.resolve("secrets"))
                .contains("jwt", "secret_name")
                .doesNotContain("email");
        assertThat(DetectorPack.resolve("nothing of the kind")).isEmpty();
    }

    @Test
    void staysLinearOnTextMadeToHurt() {
        DetectorPack all = new DetectorPack(union());
        for (String part : List.of("sk-ant-", "eyJ", "://", "password=", "@", "private key-----", "bearer ", "1 ")) {
            String text = part.repeat(1_000_000 / part.length());

            assertThat(timeOf(() -> find(all, text))).as(part).isLessThan(10_000_000_000L);
        }
    }

    private static Set<String> union() {
        Set<String> names = DetectorPack.resolve("secrets");
        names.addAll(DetectorPack.resolve("personal"));
        return names;
    }

    private static long timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static List<String> find(DetectorPack pack, String text) {
        List<String> found = new ArrayList<>();
        pack.find(text, (name, span) -> found.add(name + "=" + text.substring(span.start(), span.endExclusive())));
        assertThat(found.isEmpty() || pack.mayFindIn(text)).isTrue();
        return found;
    }
}
