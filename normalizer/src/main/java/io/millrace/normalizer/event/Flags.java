package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.Oddity;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The oddities of one event: those the reader found, and those that show only beside the time of receipt. */
final class Flags {
    private static final SerializedString FLAGS = Field.of("flags");

    private final Set<String> names = new LinkedHashSet<>();
    private final long receivedUnixNano;

    Flags(List<Oddity> oddities, long receivedUnixNano) {
        this.receivedUnixNano = receivedUnixNano;
        oddities.forEach(this::add);
    }

    void add(Oddity oddity) {
        names.add(oddity.wireName());
    }

    /** A value that a signed 64-bit column cannot hold; the flag keeps it. */
    void addBeyondInt64(String column, long unsigned) {
        names.add("beyond_int64:" + column + "=" + Long.toUnsignedString(unsigned));
    }

    /** Looks at the time of the event. */
    void checkTime(long unixNano) {
        if (Nanos.isUnlikely(unixNano)) {
            add(Oddity.UNLIKELY_TIME);
        }
        if (Nanos.areFarApart(unixNano, receivedUnixNano)) {
            add(Oddity.CLOCK_SKEW);
        }
    }

    void write(JsonGenerator json) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        json.writeFieldName(FLAGS);
        json.writeStartArray();
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
