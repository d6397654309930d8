package io.millrace.console.query.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.query.ViewColumns;
import io.millrace.telemetry.Signal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Walks DuckDB's tree of one statement. Objects of the tree either have a {@code class} (expressions) or only a {@code type}
 * (nodes, table references, modifiers); both are taken from closed lists.
 */
final class TreeWalk {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private static final Set<String> EXPRESSIONS = Set.of(
            "CONSTANT",
            "COLUMN_REF",
            "FUNCTION",
            "COMPARISON",
            "CONJUNCTION",
            "OPERATOR",
            "CAST",
            "CASE",
            "BETWEEN",
            "SUBQUERY",
            "STAR",
            "PARAMETER",
            "WINDOW",
            "LAMBDA",
            "LAMBDA_REF",
            "COLLATE",
            "TYPE",
            "POSITIONAL_REFERENCE");

    private static final Set<String> STRUCTURE = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "JOIN",
            "SUBQUERY",
            "EMPTY",
            "EXPRESSION_LIST",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    /** Names that the engine takes for functions of its own where no column has them. */
    private static final Set<String> NAMES_OF_THE_ENGINE =
            Set.of("current_user", "current_role", "session_user", "user", "current_schema", "current_catalog");

    /** Functions that call the aggregate that their second argument names. */
    private static final Set<String> CALL_BY_NAME =
            Set.of("list_aggregate", "list_aggr", "array_aggregate", "array_aggr", "aggregate");

    private static final Set<String> SAMPLES = Set.of("system", "bernoulli", "reservoir");

    private final AllowedFunctions functions;
    private final Set<Signal> views = EnumSet.noneOf(Signal.class);

    TreeWalk(AllowedFunctions functions) {
        this.functions = functions;
    }

    /** Views that the statement names. */
    Set<Signal> views() {
        return views;
    }

    /** Walks one statement. */
    void statement(JsonNode statement) throws GateException {
        walk(statement.path("node"), Set.of());
    }

    private void walk(JsonNode node, Set<String> withNames) throws GateException {
        if (node.isArray()) {
            for (JsonNode child : node) {
                walk(child, withNames);
            }
            return;
        }
        if (!node.isObject()) {
            return;
        }
        if (node.has("class")) {
            expression(node);
        } else if (node.has("type") && node.get("type").isTextual()) {
            structure(node, withNames);
        }
        sample(node.path("sample"));
        children(node, node.has("cte_map") ? withClause(node, withNames) : withNames);
    }

    private void children(JsonNode node, Set<String> withNames) throws GateException {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals("cte_map")) {
                walk(field.getValue(), withNames);
            }
        }
    }

    /** Each WITH query sees those before it, and itself only if it is recursive: as in the engine, so that no name leaks. */
    private Set<String> withClause(JsonNode node, Set<String> outer) throws GateException {
        Set<String> visible = new HashSet<>(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            String name = lower(entry.path("key").asText());
            if (!PLAIN_NAME.matcher(name).matches() || name.startsWith("duckdb_") || name.startsWith("pg_")) {
                throw new GateException("A WITH name must be a plain word and no name of the system: " + name);
            }
            Set<String> inside = new HashSet<>(visible);
            if (entry.at("/value/query_node/type").asText().equals("RECURSIVE_CTE_NODE")) {
                inside.add(name);
            }
            walk(entry.path("value"), inside);
            visible.add(name);
        }
        return visible;
    }

    private void expression(JsonNode node) throws GateException {
        String kind = node.get("class").asText();
        if (!EXPRESSIONS.contains(kind)) {
            throw new GateException("This kind of expression is not allowed: " + kind.toLowerCase(Locale.ROOT) + ".");
        }
        if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
            function(node, functions::isAllowed);
            calledByName(node);
        }
        if (kind.equals("COLUMN_REF") && node.path("column_names").size() == 1) {
            name(node.path("column_names").get(0).asText());
        }
    }

    private static void name(String name) throws GateException {
        if (NAMES_OF_THE_ENGINE.contains(lower(name))) {
            throw new GateException("This name is one of the engine's: " + printable(name)
                    + ". If you mean a column, write its table in front: t." + printable(name) + ".");
        }
    }

    /** What is called by a name in a text has to be as plain as if it were called itself. */
    private void calledByName(JsonNode node) throws GateException {
        String name = lower(node.path("function_name").asText());
        JsonNode literal = node.at("/arguments/1/expression/literal");
        boolean isPlain = literal.path("kind").asText().equals("STRING")
                && functions.isAllowed(lower(literal.path("text").asText()));
        if (CALL_BY_NAME.contains(name) && !isPlain) {
            throw new GateException(name + " needs the name of an allowed aggregate as a text, such as 'sum'.");
        }
    }

    private static void sample(JsonNode sample) throws GateException {
        if (sample.isObject() && !SAMPLES.contains(lower(sample.path("method").asText()))) {
            throw new GateException("A sample is of the method system, bernoulli or reservoir.");
        }
    }

    private void structure(JsonNode node, Set<String> withNames) throws GateException {
        String type = node.get("type").asText();
        switch (type) {
            case "BASE_TABLE" -> table(node, withNames);
            case "TABLE_FUNCTION" -> function(node.path("function"), AllowedFunctions::isAllowedAsTable);
            case "SHOW_REF" -> {
                if (!node.path("show_type").asText().equals("DESCRIBE")
                        || !node.path("query").isObject()) {
                    throw new GateException(
                            "Only DESCRIBE of a view or of a SELECT is allowed, not SHOW or SUMMARIZE.");
                }
            }
            default -> {
                if (!STRUCTURE.contains(type)) {
                    throw new GateException("This part of SQL is not allowed: "
                            + type.toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
                }
            }
        }
    }

    private void table(JsonNode node, Set<String> withNames) throws GateException {
        String name = node.path("table_name").asText();
        boolean isQualified = !node.path("schema_name").asText().isEmpty()
                || !node.path("catalog_name").asText().isEmpty()
                || node.path("qualified_name").path("path").size() > 1;
        if (!isQualified && withNames.contains(lower(name))) {
            return;
        }
        Optional<Signal> view = isQualified ? Optional.empty() : ViewColumns.viewNamed(name);
        if (view.isEmpty() || !node.path("at_clause").isNull()) {
            throw new GateException("Only the views logs, metrics and spans can be read, by their plain names: "
                    + printable(name) + ".");
        }
        views.add(view.get());
    }

    private static void function(JsonNode node, Predicate<String> allowed) throws GateException {
        String name = node.path("function_name").asText();
        boolean isQualified = !node.path("schema").asText().isEmpty()
                || !node.path("catalog").asText().isEmpty()
                || node.path("qualified_name").path("path").size() > 1;
        if (isQualified || !allowed.test(lower(name))) {
            throw new GateException("This function is not allowed here: " + printable(name)
                    + ". The reference of SQL lists those that are.");
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String printable(String name) {
        String text = name.replaceAll("[^\\p{Graph} ]", "?");
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
