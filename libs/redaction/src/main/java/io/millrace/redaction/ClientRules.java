package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Touches nothing, but lists what the client itself withheld. */
final class ClientRules implements Rules {
    @Override
    public @Nullable AnyValue whole(Place place, AnyValue value, List<Redaction> found) {
        return null;
    }

    @Override
    public String text(Place place, String text, List<Redaction> found) {
        if (text.equals(Redaction.MARKER)) {
            found.add(new Redaction(place.path(), Redaction.CLIENT));
        }
        return text;
    }

    @Override
    public String key(Place place, String key, List<Redaction> found) {
        return key;
    }
}
