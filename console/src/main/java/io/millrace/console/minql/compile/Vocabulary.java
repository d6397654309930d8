package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import java.util.Map;
import java.util.Set;

/**
 * Names that an organization adds to the language.
 *
 * @param definitions computed properties and custom metrics: name to tree; a formula that names one reads as if the tree stood there
 * @param attributeKeys attribute keys that events have brought, by their alias; may be empty, for an alias finds its key in the
 *     event too, only slower
 */
public record Vocabulary(Map<String, Expr> definitions, Map<String, Set<String>> attributeKeys) {
    /** Adds nothing. */
    public static final Vocabulary NONE = new Vocabulary(Map.of(), Map.of());

    /** Copies the maps. */
    public Vocabulary {
        definitions = Map.copyOf(definitions);
        attributeKeys = Map.copyOf(attributeKeys);
    }
}
