package io.millrace.console.minql.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Formats of exports. */
enum ExportFormat {
    /** Comma-separated, safe to open in a spreadsheet. */
    CSV("text/csv; charset=utf-8"),
    /** One JSON array of objects. */
    JSON("application/json"),
    /** Apache Parquet. */
    PARQUET("application/vnd.apache.parquet");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<ExportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String mediaType() {
        return mediaType;
    }

    /** Name in requests, and ending of the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
