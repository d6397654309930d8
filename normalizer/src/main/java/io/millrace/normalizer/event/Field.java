package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.event.Columns;

/** Names of event fields, encoded once. A name that is no column does not get past class initialisation. */
final class Field {
    private Field() {}

    /** Name of the column as an event field. */
    static SerializedString of(String column) {
        return new SerializedString(Columns.named(column)
                .orElseThrow(() -> new IllegalStateException("no such column: " + column))
                .name());
    }
}
