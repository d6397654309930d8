package io.millrace.benchmarks.year;

import java.util.Locale;

/** What the value of a point counts from: the last export, as the client does it, or the start of the process. */
public enum Temporality {
    /** What was added since the last export; only series that changed are exported. */
    DELTA,
    /** What was added since the process started; each export holds every series. */
    CUMULATIVE;

    /** As the column has it. */
    String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
