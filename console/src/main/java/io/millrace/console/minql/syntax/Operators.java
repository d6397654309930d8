package io.millrace.console.minql.syntax;

import java.util.Map;

/** Operators and the functions they stand for. */
final class Operators {
    static final Map<String, String> COMPARISONS = Map.of(
            "=",
            "equals",
            "==",
            "equals",
            "!=",
            "notEquals",
            "<>",
            "notEquals",
            "<",
            "lessThan",
            "<=",
            "lessThanOrEqual",
            ">",
            "greaterThan",
            ">=",
            "greaterThanOrEqual");
    static final Map<String, String> SUMS = Map.of("+", "add", "-", "subtract");
    static final Map<String, String> PRODUCTS = Map.of("*", "multiply", "/", "divide", "%", "mod");

    private Operators() {}
}
