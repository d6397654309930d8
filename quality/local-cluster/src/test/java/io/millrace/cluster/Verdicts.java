package io.millrace.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the auditor found, one row a fault, kept with the results of the build. */
final class Verdicts {
    private static final Path FILE = Path.of("target", "verdicts.md");

    private Verdicts() {}

    /**
     * Adds a row.
     *
     * @param stored requests in the tables; may be more than were answered 200, since an answer can be lost
     */
    static void write(String fault, int acknowledged, int failures, int stored, int findings) {
        try {
            Files.createDirectories(FILE.getParent());
            if (!Files.exists(FILE)) {
                Files.writeString(
                        FILE,
                        "| fault | answered 200 | failed | stored | not exactly once |%n|---|---|---|---|---|%n"
                                .formatted());
            }
            Files.writeString(
                    FILE,
                    "| %s | %d | %d | %d | %d |%n".formatted(fault, acknowledged, failures, stored, findings),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the verdict", e);
        }
    }
}
