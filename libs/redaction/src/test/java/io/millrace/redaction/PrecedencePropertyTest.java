package io.millrace.redaction;

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
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must hold for every policy, tried on thousands of random ones. Each secret word of the text is there once. */
class PrecedencePropertyTest {
    private static final String TOKEN = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5";
    private static final List<String> SECRETS =
            List.of(TOKEN, "ada@example.org", "ORDER-77", "4111111111111111", "83927465");
    private static final String TEXT = "a " + TOKEN + " b ada@example.org c ORDER-77 d 4111111111111111 e";
    private static final String NUMBER = "83927465";
    private static final AnyValue SECRET_NUMBER = new AnyValue.Int(Long.parseLong(NUMBER));
    private static final AnyValue CARD = new AnyValue.Int(4111111111111111L);
    private static final List<Attribute> SENT = List.of(
            new Attribute("note", text(TEXT)),
            new Attribute("user.id", text(TEXT)),
            new Attribute("map", map("note", text(TEXT), "password", SECRET_NUMBER)),
            new Attribute("prompt", new AnyValue.Array(List.of(map("content", text(TEXT), "n", CARD), text(TEXT)))),
            new Attribute(
                    "json",
                    text("{\"note\": \"x\", \"list\": [\"" + TEXT + "\", 1], \"password\": " + NUMBER
                            + ", \"other\": {\"a\": \"" + TEXT + "\"}}")),
            new Attribute("gen_ai.prompt", text("[{\"n\": 4111111111111111}, \"" + TEXT + "\", {\"note\": true}]")));
    private static final int POLICIES = 1_500;

    @Test
    void aFurtherRuleNeverShowsWhatWasHidden() {
        Random random = new Random(11);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);
            List<Rule> more = new ArrayList<>(rules);
            more.add(random.nextInt(more.size() + 1), rule(random, "more"));
            boolean detectors = random.nextBoolean();

            List<Attribute> before = shown(new RedactionPolicy(detectors, false, rules), SENT);
            List<Attribute> after = shown(new RedactionPolicy(detectors, false, more), SENT);

            assertThat(shownMore(before, after)).as("%s%n%s", rules, more).isEmpty();
        }
    }

    @Test
    void theSecretDetectorsHideSecretsWhateverTheRules() {
        Random random = new Random(12);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);

            assertThat(shown(new RedactionPolicy(true, false, rules), SENT).toString())
                    .as("%s", rules)
                    .doesNotContain(TOKEN)
                    .doesNotContain(NUMBER);
        }
    }

    @Test
    void whatRemovesWinsWhereverItStands() {
        Random random = new Random(13);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);
            Attribute sent = SENT.get(random.nextInt(SENT.size()));
            rules.add(
                    random.nextInt(rules.size() + 1),
                    new Rule("remove", Selector.PATH, sent.key(), Action.REMOVE, null));

            assertThat(shown(new RedactionPolicy(false, false, rules), List.of(sent)))
                    .containsExactly(new Attribute(sent.key(), new AnyValue.Text(Redaction.MARKER)));
        }
    }

    @Test
    void redactingTwiceHidesTheSame() {
        Random random = new Random(14);
        for (int i = 0; i < POLICIES; i++) {
            RedactionPolicy policy = new RedactionPolicy(random.nextBoolean(), false, rules(random));
            List<Attribute> once = shown(policy, SENT);

            assertThat(shownMore(once, shown(policy, once))).isEmpty();
        }
    }

    /** What stands in the second list of attributes and not in the first. */
    private static List<String> shownMore(List<Attribute> before, List<Attribute> after) {
        List<String> more = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            String one = before.get(i).value().toString();
            String other = after.get(i).value().toString();
            for (String secret : SECRETS) {
                if (!one.contains(secret) && other.contains(secret)) {
                    more.add(before.get(i).key() + ": " + secret);
                }
            }
        }
        return more;
    }

    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(rule(random, "rule" + i));
        }
        return rules;
    }

    private static Rule rule(Random random, String id) {
        Action action = List.of(Action.values()).get(random.nextInt(4));
        @Nullable
        String argument = action == Action.HMAC
                ? "k" + random.nextInt(2)
                : action == Action.TRUNCATE ? "" + random.nextInt(random.nextBoolean() ? 90 : 260) : null;
        return switch (random.nextInt(4)) {
            case 0 ->
                new Rule(
                        id,
                        Selector.PATH,
                        pick(random, "note", "n*", "map.*", "json.list", "json.other", "*.note", "prompt", "**"),
                        action,
                        argument);
            case 1 -> new Rule(id, Selector.CONTENT_CLASS, pick(random, "prompt", "identity"), action, argument);
            case 2 ->
                new Rule(
                        id,
                        Selector.DETECTOR,
                        pick(random, "email", "secrets", "payment_card", "github_token", "personal"),
                        action,
                        argument);
            default ->
                new Rule(id, Selector.PATTERN, pick(random, "ORDER-[0-9]+", "[a-z]+@", "d 4111"), action, argument);
        };
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static List<Attribute> shown(RedactionPolicy policy, List<Attribute> sent) {
        return CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "org"))
                .redactor()
                .resource(new Resource(sent, 0, ""), new ArrayList<>())
                .attributes();
    }

    private static AnyValue text(String text) {
        return new AnyValue.Text(text);
    }

    private static AnyValue map(String key, AnyValue value, String otherKey, AnyValue otherValue) {
        return new AnyValue.KeyValues(List.of(new Attribute(key, value), new Attribute(otherKey, otherValue)));
    }
}
