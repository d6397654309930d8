package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all kinds of data points share: times, flags, attributes and exemplars. */
final class PointReader {
    private static final long NO_RECORDED_VALUE = 1;

    private final ReadContext context;
    private final Scalars scalars;
    private final AttributesReader attributesReader;
    private final ExemplarsReader exemplarsReader;

    private long startTimeUnixNano;
    private long timeUnixNano;
    private long flags;
    private List<Attribute> attributes = List.of();
    private List<DataPoint.Exemplar> exemplars = List.of();

    PointReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.scalars = scalars;
        this.attributesReader = attributesReader;
        this.exemplarsReader = new ExemplarsReader(context, scalars, attributesReader);
    }

    /** Forgets the point before. */
    void reset() {
        startTimeUnixNano = 0;
        timeUnixNano = 0;
        flags = 0;
        attributes = List.of();
        exemplars = List.of();
    }

    /** Reads a member that all points have, or skips one that none has. */
    void readMember(String name) throws IOException, MalformedBody {
        switch (name) {
            case "startTimeUnixNano" -> startTimeUnixNano = scalars.time(name);
            case "timeUnixNano" -> timeUnixNano = scalars.time(name);
            case "flags" -> flags = scalars.minor();
            case "attributes" -> attributes = attributesReader.read(name);
            case "exemplars" -> exemplars = exemplarsReader.read(name);
            default -> context.skipUnknown(name);
        }
    }

    /** Whether the sender says that there is no value. */
    boolean hasNoRecordedValue() {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    /** Refuses a point without a time (PS-7). */
    void checkTime() throws MalformedBody {
        if (timeUnixNano == 0) {
            context.refuse("timeUnixNano", Fault.MISSING_TIME);
        }
    }

    /** The point with this value; null if it is refused or not wanted. */
    @Nullable
    DataPoint build(DataPoint.@Nullable Value value) {
        if (value == null || !context.building()) {
            return null;
        }
        if (Times.isUnlikely(timeUnixNano) || Times.isUnlikely(startTimeUnixNano)) {
            context.flag(Oddity.UNLIKELY_TIME);
        }
        return new DataPoint(
                startTimeUnixNano,
                timeUnixNano,
                flags,
                attributes,
                exemplars,
                value,
                Oddities.list(context.takeOddities()));
    }
}
