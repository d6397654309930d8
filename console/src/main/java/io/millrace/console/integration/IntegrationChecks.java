package io.millrace.console.integration;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.console.problem.Checks;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.topic.PolicyHeader;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an integration's fields may be. */
final class IntegrationChecks {
    private static final java.util.regex.Pattern REFERENCE_NAME =
            java.util.regex.Pattern.compile("[a-z][a-zA-Z0-9]{1,47}");
    private static final Set<String> RESERVED = Set.of(
            "logs", "metrics", "spans", "traces", "events", "all", "any", "and", "or", "not", "true", "false", "null",
            "in", "is", "by", "as", "if", "then", "else", "where", "group", "order", "limit", "select", "from", "this",
            "let", "now", "today");
    private static final Set<String> CONTENT_CLASSES =
            Set.of("prompt", "response", "tool_input", "tool_output", "raw_api_body", "identity");
    private static final int MOST_RULES = 200;
    private static final int LONGEST_MATCH = 1_000;
    private static final int MOST_DAYS = 3_650;

    private IntegrationChecks() {}

    static void referenceName(Checks checks, String name) {
        checks.that(
                REFERENCE_NAME.matcher(name).matches(),
                "referenceName",
                "referenceName must be lowerCamelCase: a small letter, then 1 to 47 letters and digits.");
        checks.that(
                !RESERVED.contains(name),
                "referenceName",
                "referenceName must not be a word of formulas: " + name + ".");
    }

    static void retention(Checks checks, int days) {
        checks.that(
                days >= 0 && days <= MOST_DAYS,
                "retentionDays",
                "retentionDays must be from 1 to " + MOST_DAYS + ", or 0 for the table's maximum.");
    }

    static void policy(Checks checks, RedactionPolicy policy) {
        checks.that(
                PolicyHeader.fits(policy),
                "policy",
                "A policy has at most " + PolicyHeader.MAX_BYTES + " bytes as JSON: every record carries it.");
        checks.that(policy.rules().size() <= MOST_RULES, "policy", "A policy has at most " + MOST_RULES + " rules.");
        Set<String> ids = new HashSet<>();
        for (Rule rule : policy.rules()) {
            checks.that(
                    rule.id().matches("[A-Za-z0-9_.-]{1,64}"),
                    "policy",
                    "A rule's id must be 1 to 64 letters, digits, '_', '.' or '-'.");
            checks.that(ids.add(rule.id()), "policy", "Each rule needs an id of its own: " + rule.id() + ".");
            checks.that(
                    !rule.match().isEmpty() && rule.match().length() <= LONGEST_MATCH,
                    "policy",
                    "Rule " + rule.id() + ": match must have 1 to " + LONGEST_MATCH + " characters.");
            checks.that(
                    rule.selector() != Selector.CONTENT_CLASS || CONTENT_CLASSES.contains(rule.match()),
                    "policy",
                    "Rule " + rule.id() + ": match must be one of " + String.join(", ", CONTENT_CLASSES) + ".");
            checks.that(
                    rule.selector() != Selector.PATTERN || linear(rule.match()),
                    "policy",
                    "Rule " + rule.id() + ": match must be an RE2 pattern.");
            checks.that(
                    rule.action() != Action.TRUNCATE || isNumber(rule.argument()),
                    "policy",
                    "Rule " + rule.id() + ": truncate needs a length from 0 to 999999 as its argument.");
        }
    }

    private static boolean linear(String pattern) {
        try {
            return !Pattern.compile(pattern).pattern().isEmpty();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && text.matches("\\d{1,6}");
    }
}
