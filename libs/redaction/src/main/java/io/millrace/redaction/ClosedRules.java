package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows no value at all. */
final class ClosedRules implements Rules {
    static final String REASON = "invalid_policy";

    @Override
    public @Nullable AnyValue whole(Place place, AnyValue value, List<Redaction> found) {
        if (value instanceof AnyValue.Empty) {
            return null;
        }
        found.add(new Redaction(place.path(), REASON));
        return new AnyValue.Text(Redaction.MARKER);
    }

    @Override
    public boolean mayTakeWhole(Place place) {
        return true;
    }

    @Override
    public boolean hasPatterns() {
        return false;
    }

    @Override
    public String text(Place place, String text, List<Redaction> found) {
        found.add(new Redaction(place.path(), REASON));
        return Redaction.MARKER;
    }

    @Override
    public String key(Place place, String key, List<Redaction> found) {
        return key;
    }
}
