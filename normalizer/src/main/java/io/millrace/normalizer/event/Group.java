package io.millrace.normalizer.event;

import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import java.util.List;

/**
 * What the records of one scope share, after redaction. Records of one scope carry the same instance, so that it is written
 * once.
 *
 * @param resource the resource
 * @param scope the scope
 * @param redactions what was taken out of the two
 */
public record Group(Resource resource, Scope scope, List<Redaction> redactions) {
    /** Copies the list. */
    public Group {
        redactions = List.copyOf(redactions);
    }
}
