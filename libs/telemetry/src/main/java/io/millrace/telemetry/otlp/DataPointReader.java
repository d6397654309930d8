package io.millrace.telemetry.otlp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one data point of one kind. */
interface DataPointReader {
    /** Reads the object at which the parser stands; null if it is refused or not wanted. */
    @Nullable
    DataPoint read() throws IOException, MalformedBody;
}
