package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule of names: whatever is no letter or digit, and a change of case, parts words; an alias is lowerCamelCase. */
final class Names {
    private static final int LAST_COLUMN_READ = 250;
    private static final String PREFIX = "claude_code.";

    private Names() {}

    /** The alias of an attribute key or a column. */
    static String alias(String key) {
        List<String> words = words(key);
        StringBuilder alias = new StringBuilder();
        for (String word : words) {
            alias.append(alias.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return alias.toString();
    }

    /** The name of an event as it is stored: without the prefix that Claude Code puts before it. */
    static Expr.Text event(Expr.Text name) {
        String text = name.value();
        return text.startsWith(PREFIX) ? new Expr.Text(name.position(), text.substring(PREFIX.length())) : name;
    }

    /** The columns that formulas read in the place of attributes. */
    static Stream<Column> promoted() {
        return Columns.all().stream().filter(Column::isPromoted).filter(Names::isReadByFormulas);
    }

    /**
     * Whether formulas read the column. The columns that came later are empty in rows that were written before them, so their
     * attributes are read as they always were: a formula gives the same values for old rows and new ones.
     */
    static boolean isReadByFormulas(Column column) {
        return column.id() <= LAST_COLUMN_READ;
    }

    /** The promoted column whose attribute has this alias, if there is one. */
    static Optional<Column> promoted(String alias) {
        return promoted()
                .filter(column -> alias(column.name()).equals(alias)
                        || column.attributeKeys().stream()
                                .anyMatch(key -> alias(key).equals(alias)))
                .findFirst();
    }

    /** The name nearest to a misspelt one, if one is near enough to be meant. */
    static Optional<String> nearest(String name, Collection<String> known) {
        int allowed = name.length() < 4 ? 0 : name.length() < 8 ? 1 : 2;
        return nearest(name, known, allowed);
    }

    /** The nearest of a few names, of which one must be meant. */
    static Optional<String> nearestOfFew(String name, Collection<String> known) {
        return nearest(name, known, 2);
    }

    /** Of names that are equally near the one with the same beginning. */
    private static Optional<String> nearest(String name, Collection<String> known, int allowed) {
        String wrong = name.toLowerCase(Locale.ROOT);
        TreeMap<Integer, String> byDistance = new TreeMap<>();
        for (String candidate : known) {
            String right = candidate.toLowerCase(Locale.ROOT);
            int distance = distance(wrong, right);
            if (distance <= allowed) {
                boolean beginsAlike = !wrong.isEmpty() && right.startsWith(wrong.substring(0, 1));
                byDistance.putIfAbsent(2 * distance + (beginsAlike ? 0 : 1), candidate);
            }
        }
        return byDistance.values().stream().findFirst();
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = !Character.isLetterOrDigit(c);
            boolean newWord = Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
            if ((separator || newWord) && word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (!separator) {
                word.append(Character.toLowerCase(c));
            }
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
