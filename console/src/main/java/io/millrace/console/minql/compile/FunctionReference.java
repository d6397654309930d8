package io.millrace.console.minql.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What each function and method is called, takes and gives: for completion, messages and the reference. */
public final class FunctionReference {
    private static final List<Entry> ENTRIES = load();
    private static final Map<String, String> CANONICAL = canonical();
    private static final Set<String> ROW_GROUPS = Set.of("source", "aggregate", "metric");

    private FunctionReference() {}

    /** Every function, method and aggregate, in the order of the reference. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The usual spelling of a function's name; one that is unknown stays as it is. */
    public static String canonical(String name) {
        return CANONICAL.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** A sentence that says how a function is written. */
    static String usage(String name) {
        String usual = canonical(name);
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(usual))
                .map(entry -> "It is written " + entry.signature() + ".")
                .findFirst()
                .orElse("This function is written otherwise.");
    }

    /**
     * What to say of a call whose function does not exist.
     *
     * @param isOverRows whether it stands behind a source or a metric, where other functions fit than over a value
     */
    static FormulaException unknown(Expr.Call call, boolean isOverRows) {
        List<String> fitting = ENTRIES.stream()
                .filter(entry -> ROW_GROUPS.contains(entry.group()) == isOverRows)
                .map(Entry::name)
                .toList();
        List<String> all = ENTRIES.stream().map(Entry::name).toList();
        return new FormulaException(
                call.position(),
                "There is no function " + call.function() + ".",
                Names.nearest(call.function(), fitting)
                        .or(() -> Names.nearest(call.function(), all))
                        .orElse(null));
    }

    /** Whether a function, method or aggregate has this name. */
    static boolean isKnown(String name) {
        return CANONICAL.containsKey(name.toLowerCase(Locale.ROOT));
    }

    private static List<Entry> load() {
        InputStream stream = FunctionReference.class.getResourceAsStream("functions.txt");
        if (stream == null) {
            throw new IllegalStateException("missing resource: functions.txt");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Entry::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read functions.txt", e);
        }
    }

    private static Map<String, String> canonical() {
        Map<String, String> names = new HashMap<>();
        ENTRIES.forEach(entry -> names.put(entry.name().toLowerCase(Locale.ROOT), entry.name()));
        return Map.copyOf(names);
    }

    /**
     * One function.
     *
     * @param group source, aggregate, metric, operator, condition, text, number, type, object or time; those of the first three
     *     stand behind a source or a metric and a dot
     * @param name canonical name
     * @param signature how it is written
     * @param result type of what it gives
     * @param description what it gives
     */
    public record Entry(String group, String name, String signature, String result, String description) {
        private static Entry of(String line) {
            String[] parts = line.split("\\|", 4);
            String signature = parts[1].trim();
            String name = signature.substring(0, signature.indexOf('('));
            return new Entry(parts[0].trim(), name, signature, parts[2].trim(), parts[3].trim());
        }
    }
}
