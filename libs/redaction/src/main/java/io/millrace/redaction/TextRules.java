package io.millrace.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.millrace.redaction.detect.DetectorPack;
import io.millrace.redaction.detect.SecretNames;
import io.millrace.redaction.detect.Span;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of a policy that look at text: detectors and patterns. Thread-safe once built. */
final class TextRules {
    private static final int MAX_KEYS = 8_192;
    private static final int LONGEST_KEPT_KEY = 128;

    private final Map<String, Boolean> harmlessKeys = new ConcurrentHashMap<>();
    private final Map<String, Effect> hiding = new HashMap<>();
    private final Map<String, Effect> cutting = new HashMap<>();
    private final List<PatternRule> patterns = new ArrayList<>();
    private @Nullable DetectorPack pack;

    /** Adds a rule with one of the two selectors. */
    void add(Rule rule, Effect effect) {
        if (rule.selector() == Selector.PATTERN) {
            patterns.add(new PatternRule(Pattern.compile(rule.match()), effect));
            return;
        }
        Set<String> names = DetectorPack.resolve(rule.match());
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no such detector: " + rule.match());
        }
        names.forEach(name -> put(name, effect));
    }

    /** Turns the detectors for secrets on: they mask what no rule hides already. */
    void addSecretDetectors() {
        for (String name : DetectorPack.resolve(DetectorPack.SECRETS)) {
            hiding.putIfAbsent(name, new Effect(Action.MASK, name, Integer.MAX_VALUE, "", 0));
        }
    }

    /** Ends the building. */
    void build() {
        Set<String> names = new TreeSet<>(hiding.keySet());
        names.addAll(cutting.keySet());
        pack = names.isEmpty() ? null : new DetectorPack(names);
    }

    /** Effect on the value of a name that says it is secret, or null. */
    @Nullable
    Effect onSecretNames() {
        return hiding.get(SecretNames.ID);
    }

    boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /** Whether a detector looks at numbers as well. */
    boolean looksAtNumbers() {
        return pack != null && pack.looksAtNumbers();
    }

    /** Whether a detector may find something; says no for most text, at the cost of one pass. */
    boolean mayDetectIn(String text) {
        return pack != null && pack.mayFindIn(text);
    }

    /** Whether nothing is to be found in a key; keys come again and again, so the answer is kept in mind. */
    boolean isHarmlessKey(String key) {
        if (!patterns.isEmpty()) {
            return false;
        }
        Boolean known = harmlessKeys.get(key);
        if (known == null) {
            List<TextMatch> matches = new ArrayList<>();
            detect(key, matches);
            known = matches.isEmpty();
            if (known && harmlessKeys.size() < MAX_KEYS && key.length() < LONGEST_KEPT_KEY) {
                harmlessKeys.put(key, known);
            }
        }
        return known;
    }

    /** What the detectors find. */
    void detect(String text, List<TextMatch> matches) {
        if (pack != null) {
            pack.find(text, (name, span) -> {
                add(matches, span, hiding.get(name));
                add(matches, span, cutting.get(name));
            });
        }
    }

    /**
     * What the patterns find.
     *
     * @param shown where it stands in the text to change, null if it is of no interest
     */
    void match(String text, List<TextMatch> matches, Function<Span, @Nullable Span> shown) {
        for (PatternRule rule : patterns) {
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    add(matches, shown.apply(new Span(matcher.start(), matcher.end())), rule.effect());
                }
            }
        }
    }

    /** Of two rules for one detector that hide the strictest holds, of two that cut the shortest. */
    private void put(String detector, Effect effect) {
        if (effect.action() == Action.TRUNCATE) {
            cutting.merge(detector, effect, (one, other) -> one.length() <= other.length() ? one : other);
        } else {
            hiding.merge(
                    detector, effect, (one, other) -> Effect.STRICTEST_FIRST.compare(one, other) <= 0 ? one : other);
        }
    }

    private static void add(List<TextMatch> matches, @Nullable Span span, @Nullable Effect effect) {
        if (span != null && effect != null) {
            matches.add(new TextMatch(span, effect));
        }
    }

    private record PatternRule(Pattern pattern, Effect effect) {}
}
