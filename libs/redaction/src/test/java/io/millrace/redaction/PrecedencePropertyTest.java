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
    private static final List<String> SECRETS = List.of(TOKEN, "ada@example.org", "ORDER-77", "4111111111111111");
    private static final String TEXT = "a " + TOKEN + " b ada@example.org c ORDER-77 d 4111111111111111 e";
    private static final int POLICIES = 1_500;

    @Test
    void aFurtherRuleNeverShowsWhatWasHidden() {
        Random random = new Random(11);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);
            List<Rule> more = new ArrayList<>(rules);
            more.add(random.nextInt(more.size() + 1), rule(random, "more"));
            boolean detectors = random.nextBoolean();

            String before = shown(new RedactionPolicy(detectors, false, rules));
            String after = shown(new RedactionPolicy(detectors, false, more));

            for (String secret : SECRETS) {
                assertThat(!before.contains(secret) && after.contains(secret))
                        .as("%s%n%s", rules, more)
                        .isFalse();
            }
        }
    }

    @Test
    void theSecretDetectorsHideSecretsWhateverTheRules() {
        Random random = new Random(12);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);

            assertThat(shown(new RedactionPolicy(true, false, rules)))
                    .as("%s", rules)
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void whatRemovesWinsWhereverItStands() {
        Random random = new Random(13);
        for (int i = 0; i < POLICIES; i++) {
            List<Rule> rules = rules(random);
            rules.add(random.nextInt(rules.size() + 1), new Rule("remove", Selector.PATH, "note", Action.REMOVE, null));

            assertThat(shown(new RedactionPolicy(false, false, rules))).isEqualTo(Redaction.MARKER);
        }
    }

    @Test
    void redactingTwiceHidesTheSame() {
        Random random = new Random(14);
        for (int i = 0; i < POLICIES; i++) {
            RedactionPolicy policy = new RedactionPolicy(random.nextBoolean(), false, rules(random));
            String once = shown(policy);

            for (String secret : SECRETS) {
                assertThat(shown(policy, once).contains(secret) && !once.contains(secret))
                        .isFalse();
            }
        }
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
                : action == Action.TRUNCATE ? "" + random.nextInt(90) : null;
        return switch (random.nextInt(4)) {
            case 0 -> new Rule(id, Selector.PATH, pick(random, "note", "n*", "other", "**"), action, argument);
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

    private static String shown(RedactionPolicy policy) {
        return shown(policy, TEXT);
    }

    private static String shown(RedactionPolicy policy, String text) {
        Resource resource = new Resource(List.of(new Attribute("note", new AnyValue.Text(text))), 0, "");
        AnyValue value = CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "org"))
                .redactor()
                .resource(resource, new ArrayList<>())
                .attributes()
                .get(0)
                .value();
        return value instanceof AnyValue.Text shown ? shown.value() : "";
    }
}
