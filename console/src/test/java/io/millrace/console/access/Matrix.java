package io.millrace.console.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The table of who may call what.
 *
 * @param rows by call, such as {@code GET /api/keys}: who gets through
 */
record Matrix(Map<String, Set<String>> rows) {
    private static final String FILE = "/access-matrix.txt";

    static Matrix read() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        try (var in = Matrix.class.getResourceAsStream(FILE)) {
            String text = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] words = line.split("\\s+");
                        rows.put(
                                words[0] + " " + words[1],
                                new HashSet<>(Arrays.asList(words).subList(2, words.length)));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return new Matrix(rows);
    }

    boolean letsIn(String call, String caller) {
        Set<String> who = rows.getOrDefault(call, Set.of());
        return who.contains("everybody") || who.contains(caller);
    }
}
