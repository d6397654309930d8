package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.Oddity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body that was redacted before Kafka must say beside each record, resource and scope, because it cannot be seen in it
 * any more. It travels as the last attribute. A client may have sent an attribute of that name: then there always is a note, so
 * that the client's is not the last.
 *
 * @param redactions what was taken out of the record (in raw records of earlier versions also its resource and scope), of the
 *     resource or of the scope
 * @param oddities what was odd in the record as it was sent, null if the note does not tell
 * @param seriesKey names the series of a data point, null if the note does not tell
 */
public record RedactedNote(
        List<Redaction> redactions,
        @Nullable List<Oddity> oddities,
        @Nullable String seriesKey) {
    /** Key of the attribute. */
    static final String KEY = "millrace.redacted";

    static final String PATHS = "paths";
    static final String FLAGS = "flags";
    static final String SERIES_KEY = "series_key";

    /** Copies the lists. */
    public RedactedNote {
        redactions = List.copyOf(redactions);
        oddities = oddities == null ? null : List.copyOf(oddities);
    }

    /** Whether there is something to say of a record with these attributes. */
    static boolean isNeeded(List<Attribute> attributes, List<Redaction> redactions, List<Oddity> oddities) {
        return !redactions.isEmpty()
                || !oddities.isEmpty()
                || attributes.stream().anyMatch(attribute -> attribute.key().equals(KEY));
    }

    /** The attributes and the note. */
    List<Attribute> addTo(List<Attribute> attributes) {
        List<AnyValue> paths = new ArrayList<>();
        for (Redaction redaction : redactions) {
            paths.add(new AnyValue.Text(redaction.path()));
            paths.add(new AnyValue.Text(redaction.reason()));
        }
        List<AnyValue> flags = new ArrayList<>();
        if (oddities != null) {
            oddities.forEach(oddity -> flags.add(new AnyValue.Text(oddity.wireName())));
        }
        List<Attribute> members = new ArrayList<>();
        members.add(new Attribute(PATHS, new AnyValue.Array(paths)));
        members.add(new Attribute(FLAGS, new AnyValue.Array(flags)));
        if (seriesKey != null) {
            members.add(new Attribute(SERIES_KEY, new AnyValue.Text(seriesKey)));
        }
        List<Attribute> all = new ArrayList<>(attributes);
        all.add(new Attribute(KEY, new AnyValue.KeyValues(members)));
        return all;
    }
}
