package io.millrace.redaction.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.key.ApiKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entry of the pack finds what was made after its form, and not what lacks a little of it. */
class DetectorEntriesTest {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String HEX32 = "0123456789abcdef".repeat(2);
    private static final Random RANDOM = new Random(3);

    /** By the name of the entry: what it finds, and what only looks alike. Joined, so that no scanner takes them for leaks. */
    private static final Map<String, Example> OTHERS = Map.ofEntries(
            Map.entry(
                    "azure_client_secret",
                    new Example("abc8Q" + "~" + some(34, "aB3_.~-"), "abcdQ~" + some(34, "aB3"))),
            Map.entry(
                    "azure_devops_token",
                    new Example(some(76, BASE62) + "AZDO" + "a1b2", some(20, "aB3") + "AZDOa1b2")),
            Map.entry(
                    "azure_service_key",
                    new Example(some(52, BASE62) + "JQQJ99" + some(26, BASE62), "JQQJ99" + some(26, BASE62))),
            Map.entry("telegram_bot_token", new Example("123456789:A" + some(34, "aB3_-"), "12:A" + some(34, "aB3_-"))),
            Map.entry(
                    "discord_bot_token",
                    new Example(
                            "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ." + some(27, "aB3_-"),
                            "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FM." + some(27, "aB3"))),
            Map.entry("mailgun_key", new Example("key" + "-" + HEX32, "cache-key-" + HEX32)),
            Map.entry(
                    "azure_sas_signature",
                    new Example(
                            "sig=" + some(20, BASE62) + "%2B" + some(22, BASE62) + "%3D",
                            "sig=sha256-" + some(40, BASE62),
                            "https://a.example/b?%s&x=1")),
            Map.entry("twilio_key", new Example("SK" + HEX32, "TASK" + HEX32)),
            Map.entry("payment_card", new Example("5500 0055 5555 5559", "5500 0055 5555 5558")),
            Map.entry("jwt", new Example("eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxIn0.abc", "eyJhIjoxfQ.eyJiIjoxfQ.abc")),
            Map.entry(
                    "pem_private_key",
                    new Example(
                            "-----BEGIN " + "PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----",
                            "-----BEGIN PUBLIC KEY-----")),
            Map.entry("url_password", new Example("s3cr3t", "${DB_PASS}", "postgres://app:%s@db/main")),
            Map.entry("authorization", new Example("abc.def-123", "required", "authorization: %s")),
            Map.entry("key_value", new Example("correcthorse", "$DB_PASSWORD", "password=%s")),
            Map.entry("email", new Example("ada@example.org", "ada@example")));

    static Stream<TokenDetector> tokens() {
        return DetectorPack.ALL.stream().filter(TokenDetector.class::isInstance).map(TokenDetector.class::cast);
    }

    static Stream<Map.Entry<String, Example>> others() {
        return OTHERS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void findsATokenOfItsForm(TokenDetector detector) {
        String token = detector.prefix() + some(detector.minLength(), members(detector.characters()));

        assertThat(find(detector.id(), "use " + token + " now")).containsExactly(token);
        assertThat(find(detector.id(), "use " + token.substring(0, token.length() - 1) + " now"))
                .isEmpty();
        assertThat(find(detector.id(), "x" + token)).isEmpty();
        assertThat(find(detector.id(), "a%3D" + token)).containsExactly(token);
    }

    @ParameterizedTest
    @MethodSource("others")
    void findsWhatHasAFormOfItsOwn(Map.Entry<String, Example> entry) {
        Example example = entry.getValue();

        assertThat(find(entry.getKey(), String.format(example.around(), example.secret())))
                .containsExactly(example.secret());
        assertThat(find(entry.getKey(), String.format(example.around(), example.lookalike())))
                .isEmpty();
    }

    @Test
    void noEntryIsWithoutExamples() {
        Set<String> covered = new TreeSet<>(OTHERS.keySet());
        tokens().forEach(detector -> covered.add(detector.id()));
        Set<String> all = new TreeSet<>();
        DetectorPack.ALL.forEach(detector -> all.add(detector.id()));
        DetectorPack.SEARCHES.forEach(search -> all.add(search.id()));

        assertThat(covered).isEqualTo(all);
    }

    @Test
    void aRightCheckSumProvesATokenInsideAWord() {
        String random = some(30, BASE62);
        String right = "ghp_" + random + base62OfCrc32(random);
        String key = ApiKey.generate(new SecureRandom()).text();

        assertThat(find("github_token", "my" + right)).containsExactly(right);
        assertThat(find("github_token", "myghp_" + random + "000000")).isEmpty();
        assertThat(find("github_token", "ghp_" + random + "000000")).hasSize(1);
        assertThat(find("millrace_key", "my" + key)).containsExactly(key);
    }

    private static List<String> find(String name, String text) {
        DetectorPack pack = new DetectorPack(DetectorPack.resolve(name));
        List<String> found = new ArrayList<>();
        pack.find(text, (id, span) -> found.add(text.substring(span.start(), span.endExclusive())));
        assertThat(found.isEmpty() || pack.mayFindIn(text)).isTrue();
        return found;
    }

    private static String base62OfCrc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(ISO_8859_1));
        StringBuilder check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62) {
            check.insert(0, BASE62.charAt((int) (rest % 62)));
        }
        return check.toString();
    }

    private static String members(Characters characters) {
        StringBuilder members = new StringBuilder();
        for (char c = 0; c < 128; c++) {
            if (characters.has(c)) {
                members.append(c);
            }
        }
        return members.toString();
    }

    private static String some(int length, String alphabet) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private record Example(String secret, String lookalike, String around) {
        Example(String secret, String lookalike) {
            this(secret, lookalike, "use %s now");
        }
    }
}
