package io.millrace.console.query.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Functions and operators that users' SQL may call: those that compute a value from their arguments and touch nothing else. */
final class AllowedFunctions {
    private static final String RESOURCE = "allowed-functions.txt";
    private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest");

    private final Set<String> names;

    private AllowedFunctions(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** The list that ships with this release. */
    static AllowedFunctions load() {
        InputStream stream = AllowedFunctions.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException("missing resource: " + RESOURCE);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return new AllowedFunctions(reader.lines()
                    .map(line -> line.replaceFirst("^#( .*)?$", ""))
                    .flatMap(line -> line.trim().isEmpty()
                            ? Stream.empty()
                            : Stream.of(line.trim().split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Whether a scalar, aggregate or window function, or an operator, may be called. */
    boolean isAllowed(String lowerCaseName) {
        return names.contains(lowerCaseName);
    }

    /** Whether a function may stand in FROM. */
    static boolean isAllowedAsTable(String lowerCaseName) {
        return TABLE_FUNCTIONS.contains(lowerCaseName);
    }
}
