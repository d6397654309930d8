package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.Resource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final String TOKEN = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5";
    private final List<Redaction> found = new ArrayList<>();

    @Nested
    class ByDefault {
        @Test
        void masksASecretInsideText() {
            assertThat(shown(policy(), "note", "use " + TOKEN + " now")).isEqualTo("use <REDACTED> now");
            assertThat(found).containsExactly(new Redaction("resource_attributes.note", "github_token"));
        }

        @Test
        void masksTheValueOfASecretName() {
            assertThat(shown(policy(), "db.password", "hunter2")).isEqualTo("<REDACTED>");
            assertThat(found).containsExactly(new Redaction("resource_attributes.db.password", "secret_name"));
        }

        @Test
        void masksNumbersMapsAndListsUnderASecretName() {
            AnyValue number = new AnyValue.Int(83927465);
            AnyValue hidden = new AnyValue.Text("<REDACTED>");

            assertThat(redacted(policy(), "db.password", number)).isEqualTo(hidden);
            assertThat(redacted(policy(), "db.password", new AnyValue.Real(8.5)))
                    .isEqualTo(hidden);
            assertThat(redacted(policy(), "api_key", new AnyValue.Array(List.of(number))))
                    .isEqualTo(hidden);
            assertThat(redacted(
                            policy(), "credentials", new AnyValue.KeyValues(List.of(new Attribute("user", number)))))
                    .isEqualTo(hidden);
            assertThat(redacted(policy(), "password", new AnyValue.Bool(true))).isEqualTo(new AnyValue.Bool(true));
            assertThat(redacted(policy(), "input_tokens", number)).isEqualTo(number);
        }

        @Test
        void masksNumbersAndObjectsUnderASecretNameInsideJson() {
            assertThat(shown(policy(), "tool_input", "{\"password\": 83927465, \"n\": 1}"))
                    .isEqualTo("{\"password\": \"<REDACTED>\", \"n\": 1}");
            assertThat(shown(policy(), "tool_input", "{\"secret\":{\"a\":[1, true]},\"token\":null, \"pwd\":false}"))
                    .isEqualTo("{\"secret\":\"<REDACTED>\",\"token\":null, \"pwd\":false}");
            assertThat(shown(policy(), "tool_input", "{\"cookie\":-1.50e3}")).isEqualTo("{\"cookie\":\"<REDACTED>\"}");
        }

        @Test
        void showsNothingOfAnObjectUnderASecretNameThatWasCut() {
            assertThat(shown(policy(), "tool_input", "{\"n\":1,\"secret\":{\"a\":\"hunter2\",\"b\":\"x"))
                    .isEqualTo("{\"n\":1,\"secret\":\"<REDACTED>\"");
        }

        @Test
        void leavesPersonalDataAlone() {
            assertThat(shown(policy(), "user.email", "ada@example.org")).isEqualTo("ada@example.org");
            assertThat(found).isEmpty();
        }

        @Test
        void listsWhatTheClientWithheldAndDoesNotTouchIt() {
            assertThat(shown(policy(rule(Selector.PATH, "prompt", Action.HMAC, "k1")), "prompt", "<REDACTED>"))
                    .isEqualTo("<REDACTED>");
            assertThat(found).containsExactly(new Redaction("resource_attributes.prompt", "client"));
        }

        @Test
        void searchesJsonInsideTextAndKeepsTheRestOfIt() {
            String text = "{ \"env\": {\"API_KEY\" : \"zzz\"},\"n\":1.0, \"cmd\":\"echo \\n" + TOKEN + "\" }";

            assertThat(shown(policy(), "tool_input", text))
                    .isEqualTo("{ \"env\": {\"API_KEY\" : \"<REDACTED>\"},\"n\":1.0, \"cmd\":\"echo \\n<REDACTED>\" }");
            assertThat(found)
                    .extracting(Redaction::path)
                    .containsExactly(
                            "resource_attributes.tool_input.env.API_KEY", "resource_attributes.tool_input.cmd");
        }

        @Test
        void seesThroughEscapesInsideJson() {
            assertThat(shown(policy(), "tool_input", "{\"a\":\"\\u0067hp_" + TOKEN.substring(4) + "\"}"))
                    .isEqualTo("{\"a\":\"<REDACTED>\"}");
        }

        @Test
        void searchesJsonThatWasCutInTheMiddle() {
            assertThat(shown(policy(), "tool_input", "{\"a\":\"x\",\"b\":\"" + TOKEN + " and"))
                    .isEqualTo("{\"a\":\"x\",\"b\":\"<REDACTED> and");
        }

        @Test
        void masksSecretsInBytesAsAWhole() {
            AnyValue bytes = new AnyValue.Bytes(("x" + " " + TOKEN).getBytes(UTF_8));

            assertThat(redacted(policy(), "blob", bytes)).isEqualTo(new AnyValue.Text("<REDACTED>"));
        }
    }

    @Nested
    class WithRules {
        @Test
        void removesByPathWhateverTheType() {
            RedactionPolicy policy = policy(rule(Selector.PATH, "host.*", Action.REMOVE, null));

            assertThat(redacted(policy, "host.cores", new AnyValue.Int(8))).isEqualTo(new AnyValue.Text("<REDACTED>"));
            assertThat(found).containsExactly(new Redaction("resource_attributes.host.cores", "rule0"));
        }

        @Test
        void aStarStaysInsideAPartAndTwoDoNot() {
            RedactionPolicy one = policy(rule(Selector.PATH, "attributes.*", Action.REMOVE, null));
            RedactionPolicy two = policy(rule(Selector.PATH, "resource_attributes.**", Action.REMOVE, null));

            assertThat(shown(one, "a", "text")).isEqualTo("text");
            assertThat(shown(two, "a.b", "text")).isEqualTo("<REDACTED>");
        }

        @Test
        void reachesIntoMapsAndJsonText() {
            RedactionPolicy policy = policy(rule(Selector.PATH, "config.user", Action.REMOVE, null));
            AnyValue map = new AnyValue.KeyValues(
                    List.of(new Attribute("user", new AnyValue.Text("ada")), new Attribute("n", new AnyValue.Int(1))));

            assertThat(redacted(policy, "config", map).toString())
                    .doesNotContain("ada")
                    .contains("value=1");
            assertThat(shown(policy, "config", "{\"user\":\"ada\",\"n\":1}"))
                    .isEqualTo("{\"user\":\"<REDACTED>\",\"n\":1}");
        }

        @Test
        void takesValuesOfEveryTypeInsideJson() {
            RedactionPolicy policy = policy(rule(Selector.PATH, "tool_input.pin", Action.REMOVE, null));

            assertThat(shown(policy, "tool_input", "{\"pin\": 4711, \"b\":{\"pin\":1}}"))
                    .isEqualTo("{\"pin\": \"<REDACTED>\", \"b\":{\"pin\":1}}");
            assertThat(shown(policy, "tool_input", "{\"pin\":true}")).isEqualTo("{\"pin\":\"<REDACTED>\"}");
            assertThat(shown(policy, "tool_input", "{\"pin\":[1,{\"a\":\"}\"}] , \"c\":2}"))
                    .isEqualTo("{\"pin\":\"<REDACTED>\" , \"c\":2}");
            assertThat(shown(policy, "tool_input", "{\"pin\":\"47")).isEqualTo("{\"pin\":\"<REDACTED>\"");
            assertThat(found).extracting(Redaction::path).containsOnly("resource_attributes.tool_input.pin");
        }

        @Test
        void reachesIntoTextOfAnyLength() {
            RedactionPolicy policy = policy(rule(Selector.PATH, "x.p", Action.REMOVE, null));

            assertThat(shown(policy, "x", "{\"p\":1}")).isEqualTo("{\"p\":\"<REDACTED>\"}");
        }

        @Test
        void aDigestIsTheSameInsideJsonAndOutside() {
            RedactionPolicy policy = policy(rule(Selector.PATH, "**.pin", Action.HMAC, "k1"));
            AnyValue map = new AnyValue.KeyValues(List.of(new Attribute("pin", new AnyValue.Int(4711))));

            String digest = shown(policy, "json", "{\"pin\":4711}").replaceAll(".*(hmac:[^\"]*).*", "$1");

            assertThat(redacted(policy, "map", map).toString()).contains(digest);
        }

        @Test
        void reachesEveryTypeInDeadLetters() {
            CompiledPolicy policy = CompiledPolicy.compile(
                    policy(rule(Selector.PATH, "tool_input.pin", Action.REMOVE, null)),
                    new HmacKeys(new byte[16], "org"));
            String attribute = "{\"key\":\"tool_input\",\"value\":{\"kvlistValue\":{\"values\":["
                    + "{\"key\":\"pin\",\"value\":{\"boolValue\":true}},{\"key\":\"n\",\"value\":{\"intValue\":7}}]}}}";
            String named = "{\"secret\":{\"user\":\"ada\",\"list\":[1]}}";

            String shown =
                    new String(policy.redactUnparsed(("[" + attribute + "," + named + "]").getBytes(UTF_8)), UTF_8);

            assertThat(shown)
                    .isEqualTo("[" + attribute.replace("true", "\"<REDACTED>\"") + ",{\"secret\":\"<REDACTED>\"}]");
        }

        @Test
        void cutsTextBelowAContentClass() {
            RedactionPolicy policy = policy(rule(Selector.CONTENT_CLASS, "prompt", Action.TRUNCATE, "3"));
            AnyValue message = new AnyValue.KeyValues(List.of(
                    new Attribute("content", new AnyValue.Text("long words")),
                    new Attribute("n", new AnyValue.Int(1))));

            assertThat(redacted(policy, "prompt", new AnyValue.Array(List.of(message)))
                            .toString())
                    .contains("value=lon…")
                    .doesNotContain("words");
            assertThat(shown(policy, "gen_ai.prompt", "long words")).isEqualTo("lon…");
            assertThat(shown(policy, "prompt.id", "0815-4711")).isEqualTo("0815-4711");
        }

        @Test
        void findsACardThatWasSentAsANumber() {
            RedactionPolicy policy = policy(rule(Selector.DETECTOR, "payment_card", Action.MASK, null));

            assertThat(redacted(policy, "n", new AnyValue.Int(4111111111111111L)))
                    .isEqualTo(new AnyValue.Text("<REDACTED>"));
            assertThat(redacted(policy, "n", new AnyValue.Int(4111111111111112L)))
                    .isEqualTo(new AnyValue.Int(4111111111111112L));
            assertThat(shown(policy, "j", "{\"n\": 4111111111111111}")).isEqualTo("{\"n\": \"<REDACTED>\"}");
        }

        @Test
        void takesContentClassesByTheKeysOfAgents() {
            RedactionPolicy policy = policy(rule(Selector.CONTENT_CLASS, "identity", Action.HMAC, "k1"));

            String first = shown(policy, "user.email", "ada@example.org");

            assertThat(first).matches("hmac:k1:[0-9a-f]{32}");
            assertThat(shown(policy, "user.email", "ada@example.org")).isEqualTo(first);
            assertThat(shown(policy, "user.email", "bob@example.org")).isNotEqualTo(first);
        }

        @Test
        void givesAnotherOrganizationOtherDigests() {
            RedactionPolicy policy = policy(rule(Selector.CONTENT_CLASS, "identity", Action.HMAC, "k1"));
            Resource resource = resource("user.id", new AnyValue.Text("ada"));

            Resource one = CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "one"))
                    .redactor()
                    .resource(resource, found);
            Resource two = CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "two"))
                    .redactor()
                    .resource(resource, found);

            assertThat(one).isNotEqualTo(two);
        }

        @Test
        void masksWhatAPatternFindsAndCutsLast() {
            RedactionPolicy policy = policy(
                    rule(Selector.PATTERN, "ORDER-[0-9]+", Action.MASK, null),
                    rule(Selector.PATH, "note", Action.TRUNCATE, "12"));

            assertThat(shown(policy, "note", "see ORDER-12345")).isEqualTo("see <REDACTED>…");
        }

        @Test
        void aDetectorThatRemovesTakesTheWholeValue() {
            RedactionPolicy policy = policy(rule(Selector.DETECTOR, "personal", Action.REMOVE, null));

            assertThat(shown(policy, "note", "mail ada@example.org")).isEqualTo("<REDACTED>");
        }

        @Test
        void aDetectorOfOnesOwnGoesBeforeTheDefault() {
            RedactionPolicy policy = policy(rule(Selector.DETECTOR, "github_token", Action.HMAC, "k1"));

            assertThat(shown(policy, "note", TOKEN)).startsWith("hmac:k1:");
        }

        @Test
        void saysWhichRulesCannotBeUsed() {
            RedactionPolicy policy = policy(
                    rule(Selector.PATTERN, "(", Action.MASK, null),
                    rule(Selector.DETECTOR, "nope", Action.MASK, null),
                    rule(Selector.CONTENT_CLASS, "nope", Action.MASK, null),
                    rule(Selector.PATH, "a", Action.HMAC, null),
                    rule(Selector.PATH, "a", Action.TRUNCATE, "-1"),
                    rule(Selector.PATH, "a", Action.MASK, null));

            assertThat(CompiledPolicy.problems(policy)).hasSize(5);
        }
    }

    @Test
    void theClosedPolicyShowsNothing() {
        Resource shown = CompiledPolicy.closed().redactor().resource(resource("a", new AnyValue.Int(1)), found);

        assertThat(shown.attributes()).containsExactly(new Attribute("a", new AnyValue.Text("<REDACTED>")));
    }

    private String shown(RedactionPolicy policy, String key, String text) {
        AnyValue value = redacted(policy, key, new AnyValue.Text(text));
        return value instanceof AnyValue.Text result ? result.value() : value.toString();
    }

    private AnyValue redacted(RedactionPolicy policy, String key, AnyValue value) {
        return CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "org"))
                .redactor()
                .resource(resource(key, value), found)
                .attributes()
                .get(0)
                .value();
    }

    private static Resource resource(String key, AnyValue value) {
        return new Resource(List.of(new Attribute(key, value)), 0, "");
    }

    private static RedactionPolicy policy(Rule... rules) {
        List<Rule> numbered = new ArrayList<>();
        for (Rule rule : rules) {
            numbered.add(
                    new Rule("rule" + numbered.size(), rule.selector(), rule.match(), rule.action(), rule.argument()));
        }
        return new RedactionPolicy(true, false, numbered);
    }

    private static Rule rule(Selector selector, String match, Action action, @Nullable String argument) {
        return new Rule("", selector, match, action, argument);
    }
}
