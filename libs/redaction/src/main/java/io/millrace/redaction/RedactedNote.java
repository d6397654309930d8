package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * The attribute in which a body that was redacted before Kafka says what was taken out of each record: a map of paths to
 * reasons. The key is reserved; the normalizer moves it to the list of redacted paths.
 */
public final class RedactedNote {
    private static final String KEY = "millrace.redacted";

    private RedactedNote() {}

    /** The attributes and the note; the same instance if there is nothing to note. */
    static List<Attribute> add(List<Attribute> attributes, List<Redaction> redactions) {
        if (redactions.isEmpty()) {
            return attributes;
        }
        List<Attribute> paths = new ArrayList<>();
        redactions.forEach(
                redaction -> paths.add(new Attribute(redaction.path(), new AnyValue.Text(redaction.reason()))));
        List<Attribute> all = new ArrayList<>(attributes);
        all.add(new Attribute(KEY, new AnyValue.KeyValues(paths)));
        return all;
    }

    /** The attributes without the note; the same instance if there is none. */
    public static List<Attribute> without(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.key().equals(KEY)) {
                return attributes.stream()
                        .filter(candidate -> !candidate.key().equals(KEY))
                        .toList();
            }
        }
        return attributes;
    }

    /** What the note of these attributes says, empty if there is none. */
    public static List<Redaction> read(List<Attribute> attributes) {
        List<Redaction> redactions = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.key().equals(KEY) && attribute.value() instanceof AnyValue.KeyValues paths) {
                for (Attribute path : paths.values()) {
                    if (path.value() instanceof AnyValue.Text reason) {
                        redactions.add(new Redaction(path.key(), reason.value()));
                    }
                }
            }
        }
        return redactions;
    }
}
