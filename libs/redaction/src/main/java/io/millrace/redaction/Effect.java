package io.millrace.redaction;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import java.util.Comparator;

/**
 * What a rule does to what it matches.
 *
 * @param action the action
 * @param reason stands in the list of redacted paths
 * @param order place of the rule in its policy; detectors of the default come last
 * @param keyId id of the key of an HMAC, else empty
 * @param length characters that a cut value keeps, else 0
 */
record Effect(Action action, String reason, int order, String keyId, int length) {
    /** The strictest first, then the first of the policy: a further rule never shows what another one hides. */
    static final Comparator<Effect> STRICTEST_FIRST = Comparator.<Effect>comparingInt(effect -> rank(effect.action()))
            .thenComparingInt(Effect::length)
            .thenComparingInt(Effect::order);

    private static int rank(Action action) {
        return switch (action) {
            case REMOVE -> 0;
            case MASK -> 1;
            case HMAC -> 2;
            case TRUNCATE -> 3;
        };
    }
}
