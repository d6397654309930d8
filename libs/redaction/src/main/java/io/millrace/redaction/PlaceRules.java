package io.millrace.redaction;

import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of a policy that act on places, whatever stands there: paths and content classes. Thread-safe. */
final class PlaceRules {
    private static final int MAX_CACHED_KEYS = 4_096;

    private final List<PlaceRule> rules = new ArrayList<>();
    private final Map<Attribute, List<Effect>> byAttribute = new ConcurrentHashMap<>();

    /** Adds a rule with one of the two selectors. */
    void add(Rule rule, Effect effect) {
        if (rule.selector() == Selector.PATH) {
            PathGlob glob = new PathGlob(rule.match());
            rules.add(new PlaceRule(effect, (location, key, rest) -> glob.matches(location.globPath(), rest)));
        } else {
            ContentClass contentClass = ContentClass.named(rule.match())
                    .orElseThrow(() -> new IllegalArgumentException("no such content class: " + rule.match()));
            rules.add(new PlaceRule(effect, contentClass::holds));
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The strictest effect on the place, or null. Only what stands at the top of an attribute is kept in mind. */
    @Nullable
    Effect at(Place place) {
        if (rules.isEmpty()) {
            return null;
        }
        String rest = place.key() + place.globSuffix();
        List<Effect> effects;
        if (place.isNested()) {
            effects = effects(place.location(), place.key(), rest.startsWith(".") ? rest.substring(1) : rest);
        } else {
            if (byAttribute.size() > MAX_CACHED_KEYS) {
                byAttribute.clear(); // keys are the sender's: never keep without bound
            }
            effects = byAttribute.computeIfAbsent(
                    new Attribute(place.location(), rest), at -> effects(at.location(), at.key(), at.key()));
        }
        return effects.isEmpty() ? null : effects.get(0);
    }

    private List<Effect> effects(Location location, String key, String rest) {
        return rules.stream()
                .filter(rule -> rule.test().matches(location, key, rest))
                .map(PlaceRule::effect)
                .sorted(Effect.STRICTEST_FIRST)
                .toList();
    }

    private record Attribute(Location location, String key) {}

    private record PlaceRule(Effect effect, PlaceTest test) {}

    private interface PlaceTest {
        boolean matches(Location location, String key, String rest);
    }
}
