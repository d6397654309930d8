package io.millrace.redaction;

import io.millrace.redaction.detect.DetectorPack;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.Oddity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the notes of a body that was redacted before Kafka. What they say is looked at all the same: paths are searched for
 * secrets, reasons and flags must be known ones. Not for several threads at once.
 */
public final class NoteReader {
    private static final String UNKNOWN_REASON = "unknown";
    private static final Pattern SERIES_KEY = Pattern.compile("[0-9a-f]{32}");
    private static final Map<String, Oddity> ODDITIES = new HashMap<>();
    private static final HmacKeys NO_DIGESTS = new HmacKeys(new byte[16], "");
    private static final CompiledPolicy DETECTORS = CompiledPolicy.compile(RedactionPolicy.DEFAULT, NO_DIGESTS);
    private static final CompiledPolicy NO_DETECTORS =
            CompiledPolicy.compile(new RedactionPolicy(false, false, List.of()), NO_DIGESTS);

    static {
        for (Oddity oddity : Oddity.values()) {
            ODDITIES.put(oddity.wireName(), oddity);
        }
    }

    private final Redactor detectors;
    private final Set<String> reasons = new HashSet<>();

    /**
     * A reader of notes.
     *
     * @param policy what the body was redacted with
     */
    public NoteReader(RedactionPolicy policy) {
        detectors = (policy.secretDetectors() ? DETECTORS : NO_DETECTORS).redactor();
        reasons.add(Redaction.CLIENT);
        reasons.add(ClosedRules.REASON);
        reasons.addAll(DetectorPack.resolve(DetectorPack.SECRETS));
        reasons.addAll(DetectorPack.resolve("personal"));
        policy.rules().stream().map(Rule::id).forEach(reasons::add);
    }

    /** The note behind these attributes, null if there is none. */
    public @Nullable RedactedNote read(List<Attribute> attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        Attribute last = attributes.get(attributes.size() - 1);
        if (!last.key().equals(RedactedNote.KEY) || !(last.value() instanceof AnyValue.KeyValues members)) {
            return null;
        }
        boolean tellsAll = !members.values().isEmpty()
                && members.values().get(0).key().equals(RedactedNote.PATHS)
                && members.values().get(0).value() instanceof AnyValue.Array;
        return tellsAll ? note(members) : new RedactedNote(pathsOnly(members), null, null);
    }

    /** The attributes without the note that stands behind them. */
    public static List<Attribute> withoutNote(List<Attribute> attributes) {
        return attributes.subList(0, attributes.size() - 1);
    }

    private RedactedNote note(AnyValue.KeyValues members) {
        List<Redaction> redactions = new ArrayList<>();
        List<Oddity> oddities = new ArrayList<>();
        String seriesKey = null;
        for (Attribute member : members.values()) {
            if (member.key().equals(RedactedNote.PATHS)) {
                List<String> texts = texts(member.value());
                for (int i = 0; i + 1 < texts.size(); i += 2) {
                    redactions.add(redaction(texts.get(i), texts.get(i + 1)));
                }
            } else if (member.key().equals(RedactedNote.FLAGS)) {
                for (String name : texts(member.value())) {
                    Oddity oddity = ODDITIES.get(name);
                    if (oddity != null) {
                        oddities.add(oddity);
                    }
                }
            } else if (member.value() instanceof AnyValue.Text text
                    && SERIES_KEY.matcher(text.value()).matches()) {
                seriesKey = text.value();
            }
        }
        return new RedactedNote(redactions, oddities, seriesKey);
    }

    /** The form of raw records of earlier versions: a map of paths to reasons. */
    private List<Redaction> pathsOnly(AnyValue.KeyValues paths) {
        List<Redaction> redactions = new ArrayList<>();
        for (Attribute path : paths.values()) {
            if (path.value() instanceof AnyValue.Text reason) {
                redactions.add(redaction(path.key(), reason.value()));
            }
        }
        return redactions;
    }

    private Redaction redaction(String path, String reason) {
        return new Redaction(detectors.path(path), reasons.contains(reason) ? reason : UNKNOWN_REASON);
    }

    private static List<String> texts(AnyValue value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof AnyValue.Array array) {
            for (AnyValue element : array.values()) {
                texts.add(element instanceof AnyValue.Text text ? text.value() : "");
            }
        }
        return texts;
    }
}
