package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL with the values of its parameters in order.
 *
 * @param sql text, made of templates of this package only
 * @param parameters one value for every question mark
 */
public record Fragment(String sql, List<@Nullable Object> parameters) {
    private static final int MAX_LENGTH = 500_000;

    /** Copies the list. */
    public Fragment {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /** Fixed SQL. */
    static Fragment of(String sql) {
        return new Fragment(sql, List.of());
    }

    /** A parameter. */
    static Fragment value(Object value) {
        return new Fragment("?", List.of(value));
    }

    /**
     * A template whose {@code {0}}, {@code {1}} … are replaced, each as often as it occurs.
     *
     * @throws FormulaException if it becomes too long: a part that occurs twice, many times over, doubles as often
     */
    static Fragment fill(String template, Fragment... parts) {
        StringBuilder sql = new StringBuilder();
        List<@Nullable Object> parameters = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c == '{' && Character.isDigit(template.charAt(at + 1))) {
                int end = template.indexOf('}', at);
                Fragment part = parts[Integer.parseInt(template.substring(at + 1, end))];
                sql.append(part.sql());
                parameters.addAll(part.parameters());
                at = end + 1;
                if (sql.length() > MAX_LENGTH) {
                    throw new FormulaException(0, "The formula becomes too large; nest its functions less deeply.");
                }
            } else {
                sql.append(c);
                at++;
            }
        }
        return new Fragment(sql.toString(), parameters);
    }

    /** Pieces with something between them. */
    static Fragment join(String separator, List<Fragment> parts) {
        StringBuilder sql = new StringBuilder();
        List<@Nullable Object> parameters = new ArrayList<>();
        for (Fragment part : parts) {
            sql.append(sql.length() == 0 ? "" : separator).append(part.sql());
            parameters.addAll(part.parameters());
        }
        return new Fragment(sql.toString(), parameters);
    }

    /** A WHERE clause, or nothing. */
    static Fragment where(List<Fragment> conditions) {
        return conditions.isEmpty() ? of("") : fill(" WHERE {0}", join(" AND ", conditions));
    }
}
