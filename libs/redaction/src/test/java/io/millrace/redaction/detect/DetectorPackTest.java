package io.millrace.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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
                "PASSWORD=${DB_PASSWORD}",
                "PASSWORD=${DB_PASSWORD:-}",
                "set PASSWORD=%DB_PASSWORD%",
                "password: {{ vault_password }}",
                "password: ${{ secrets.DB_PASSWORD }}",
                "token=<your token>",
                "secret: [REDACTED]",
                "f'token={token}'",
                "TOKEN=$(cat /run/secrets/token1)",
                "url += \"token=\" + encode(token1) + \"&x=1\"",
                "client(token=getToken(request, 1))",
                "login(user, password=hash(\n    raw1))",
                "connect(password=settings.DB_PASSWORD)",
                "connect(password=config[\"db1_password\"])",
                "api_key = os.environ['API_KEY_1']",
                "const secret = process.env.SECRET_1;",
                "self.token = self._read_token(path1)",
                "$password = $config['db1_pass'];",
                "let token = iter.next().map(|t| t.kind1);",
                "password: \"The password of the user\"",
                "private String password;",
                "if (token == Token.EOF1) return token1;",
                "def login(user, password=None):",
                "{\"password\":\"\",\"user\":\"ada12345\"}",
                "password='' user=ada12345",
                "public Token parseToken(int position2) { return null; }",
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
                "input_token=1234567",
                "fetch(url, { credentials: 'include' })",
                "{credentials: \"same-origin\"}",
                "const token = tokens[0];",
                "token: Token::Ident2,",
                "if (token == TokenKind.STRING1) {",
                "token: `${header1}`",
                "const token = `${header}.${body}`",
                "PWD=/srv/work2",
                "OLDPWD=/tmp/work2",
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

    @Test
    void findsAllOfWhatAHeaderSaysInParameters() {
        String digest = "username=\"u\", response=\"6629fae49393a05397450978507c4ef1\"";
        String aws = "Credential=AKIDEXAMPLE/2026, Signature=5d672d79c15b13162d9279b0855cfba6";

        assertThat(find(secrets, "Authorization: Digest " + digest + " now"))
                .containsExactly("authorization=" + digest);
        assertThat(find(secrets, "-H 'Authorization: AWS4-HMAC-SHA256 " + aws + "' -v"))
                .contains("authorization=" + aws);
        assertThat(find(secrets, "authorization: SSWS 00abcdef-1234\nx: y"))
                .containsExactly("authorization=00abcdef-1234");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "password=\"correct horse battery staple\" x|correct horse battery staple",
                "password: 'my pass phrase 77'|my pass phrase 77",
                "password=\"Tr0ub4dor,&3xyz\"|Tr0ub4dor,&3xyz",
                "password=\"say \\\"hi\\\" to me\" x|say \\\"hi\\\" to me",
                "{\\\"password\\\":\\\"two words\\\"}|two words",
                "password=\"cut in the mid|cut in the mid",
                "DB_PASSWORD=$ecret123!|$ecret123!",
                "password=%Xy12abcd|%Xy12abcd",
                "password=ab(cd12345|ab(cd12345",
                "password=[abc]def99|[abc]def99",
                "password=<abc12345|<abc12345",
                "PASSWORD=${DB_PASSWORD:-hunter22}|${DB_PASSWORD:-hunter22}",
                "password=pa(ss)w0rd1 x|pa(ss)w0rd1",
                "f(password=hunter22)|hunter22",
                "mysql --password 'a b c d'|a b c d",
                "next=%2Fa&password%3Dhunter22%26x|hunter22"
            })
    void findsTheWholeValue(String text, String value) {
        assertThat(find(secrets, text)).containsExactly("key_value=" + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4111 1111 1111 1111 123|4111 1111 1111 1111",
                "4111111111111111 12/27|4111111111111111",
                "2026-11-26 4111111111111111|4111111111111111",
                "qty 2 4111-1111-1111-1111|4111-1111-1111-1111",
                "3782 822463 10005 1|3782 822463 10005"
            })
    void findsACardBesideOtherNumbers(String text, String card) {
        assertThat(find(personal, text)).containsExactly("payment_card=" + card);
    }

    @Test
    void findsCardsOneBehindTheOther() {
        assertThat(find(personal, "4111111111111111 5500005555555559"))
                .containsExactly("payment_card=4111111111111111", "payment_card=5500005555555559");
        assertThat(find(personal, "2026-11-26 10:15:30 1795384564042123456 20261126101530 0.4111"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score=0.4111111111111111",
                "4111111111111111.5",
                "41 1111 1111 1111 11",
                "4111-1111 1111-1111",
                "411 1111 1111 1111 1",
                "6900000000000009",
                "5700000000000008"
            })
    void takesNoOtherNumbersForCards(String text) {
        assertThat(find(personal, text)).isEmpty();
    }

    @Test
    void leavesRowsOfNumbersAndFractionsAlone() {
        Random random = new Random(1);
        for (int row = 0; row < 2_000; row++) {
            String numbers = random.ints(40, 0, 1_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));

            assertThat(find(personal, numbers)).isEmpty();
            assertThat(find(personal, "score=" + random.nextDouble())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BigFile.java:12345:AbstractSingletonProxyFactoryBeanFactory foo",
                "BigFile.java:12345678:AbstractSingletonProxyFactory2Bean foo",
                "NotificationDispatcherApi.Config.defaultMaximumRetryIntervalSeconds = 3",
                "cache-key-d41d8cd98f00b204e9800998ecf8427e",
                "restore key-d41d8cd98f00b204e9800998ecf8427ed41d8cd9",
                "/v1?sig=sha256-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void takesNoCodeForTokensWithoutAPrefix(String text) {
        assertThat(find(secrets, text)).isEmpty();
    }

    @Test
    void takesMarksInLongerRunsForNoKeys() {
        String run = "0aB3".repeat(30);

        assertThat(find(secrets, run.substring(0, 76) + "AZDO" + "a1b2c")).isEmpty();
        assertThat(find(secrets, run + "JQQJ99" + run.substring(0, 26))).isEmpty();
    }

    @Test
    void findsASignatureOfAnyFormBesideTheParametersOfSharedAccess() {
        String signature = "sig=" + A40 + "..";

        assertThat(find(secrets, "?sv=2024-08-04&" + signature + "&x=1"))
                .containsExactly("azure_sas_signature=" + signature);
        assertThat(find(secrets, "?" + signature + "&se=2027")).containsExactly("azure_sas_signature=" + signature);
        assertThat(find(secrets, "?" + signature + "&use=1")).isEmpty();
    }

    @Test
    void findsTelegramTokensAsDocumentedAndInUrls() {
        String documented = "110201543:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

        assertThat(find(secrets, "https://api.telegram.org/bot" + documented + "/getMe"))
                .containsExactly("telegram_bot_token=" + documented);
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

    private static List<String> find(DetectorPack pack, String text) {
        List<String> found = new ArrayList<>();
        pack.find(text, (name, span) -> found.add(name + "=" + text.substring(span.start(), span.endExclusive())));
        assertThat(found.isEmpty() || pack.mayFindIn(text)).isTrue();
        return found;
    }
}
