package io.millrace.console.minql.compile;

import static io.millrace.console.minql.compile.RowFunction.differing;
import static io.millrace.console.minql.compile.RowFunction.same;
import static io.millrace.console.minql.compile.ValueType.ANY;
import static io.millrace.console.minql.compile.ValueType.BOOLEAN;
import static io.millrace.console.minql.compile.ValueType.JSON;
import static io.millrace.console.minql.compile.ValueType.LIST;
import static io.millrace.console.minql.compile.ValueType.NUMBER;
import static io.millrace.console.minql.compile.ValueType.TEXT;
import static io.millrace.console.minql.compile.ValueType.TIME;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions over values of one row that are plain templates; {@link RowCompiler} knows the few others. */
final class RowFunctions {
    private static final String START = "CASE WHEN {1} = 0 THEN 1 ELSE CAST({1} AS BIGINT) END";
    private static final String BUCKET = "(floor({0} / nullif({1}, 0e0)) * {1})";

    /** DuckDB fails on what is no JSON, also where a condition keeps it away: constants are computed beforehand. */
    private static final String VALID = "CASE WHEN json_valid({0}) THEN {0} END";

    private static final String SUBSTRING = "nullif(regexp_extract({0}, {1}), '')";

    private static final List<RowFunction> LIST_OF_ALL = List.of(
            same("add", NUMBER, "({0} + {1})", NUMBER, NUMBER),
            same("subtract", NUMBER, "({0} - {1})", NUMBER, NUMBER),
            same("multiply", NUMBER, "({0} * {1})", NUMBER, NUMBER),
            same("divide", NUMBER, "({0} / nullif({1}, 0e0))", NUMBER, NUMBER),
            same("mod", NUMBER, "({0} % nullif({1}, 0e0))", NUMBER, NUMBER),
            same("negate", NUMBER, "(- {0})", NUMBER),
            same("and", BOOLEAN, "({0} AND {1})", BOOLEAN, BOOLEAN),
            same("or", BOOLEAN, "({0} OR {1})", BOOLEAN, BOOLEAN),
            same("not", BOOLEAN, "(NOT {0})", BOOLEAN),
            same("isNull", BOOLEAN, "({0} IS NULL)", ANY),
            same("isNotNull", BOOLEAN, "({0} IS NOT NULL)", ANY),
            same("isKnownAttribute", BOOLEAN, KnownAttributes.isOne(), TEXT),
            same("lower", TEXT, "lower({0})", TEXT),
            same("upper", TEXT, "upper({0})", TEXT),
            differing("trim", TEXT, "trim({0}, ' ' || chr(9) || chr(10) || chr(13))", "trim({0})", TEXT),
            same("replace", TEXT, "replace({0}, {1}, {2})", TEXT, TEXT, TEXT),
            same("length", NUMBER, "CAST(length({0}) AS DOUBLE)", TEXT),
            same("contains", BOOLEAN, "(strpos({0}, {1}) > 0)", TEXT, TEXT),
            same("startsWith", BOOLEAN, "starts_with({0}, {1})", TEXT, TEXT),
            differing("endsWith", BOOLEAN, "suffix({0}, {1})", "(starts_with(reverse({0}), reverse({1})))", TEXT, TEXT),
            differing(
                    "splitPart",
                    TEXT,
                    "(CASE WHEN {2} >= 1 THEN string_split({0}, {1})[CAST({2} AS BIGINT)] END)",
                    "(CASE WHEN {2} >= 1 THEN split_part({0}, {1}, CAST({2} AS BIGINT)) END)",
                    TEXT,
                    TEXT,
                    NUMBER),
            same("substr", TEXT, "substr({0}, " + START + ")", TEXT, NUMBER)
                    .orWith(
                            NUMBER,
                            "substr({0}, " + START + ", CASE WHEN {2} > 0 THEN CAST({2} AS BIGINT) ELSE 0 END)",
                            "substr({0}, " + START + ", CASE WHEN {2} > 0 THEN CAST({2} AS BIGINT) ELSE 0 END)"),
            differing("regexLike", BOOLEAN, "regexp_matches({0}, {1})", "regexp_like({0}, {1})", TEXT, TEXT),
            differing(
                    "regexReplace",
                    TEXT,
                    "regexp_replace({0}, {1}, {2}, 'g')",
                    "regexp_replace({0}, {1}, {2})",
                    TEXT,
                    TEXT,
                    TEXT),
            same("regexSubstr", TEXT, SUBSTRING, TEXT, TEXT),
            same("regexpSubstr", TEXT, SUBSTRING, TEXT, TEXT),
            same("round", NUMBER, "round({0})", NUMBER)
                    .orWith(NUMBER, "round({0}, CAST({1} AS INTEGER))", "round({0}, CAST({1} AS INTEGER))"),
            same("floor", NUMBER, "floor({0})", NUMBER),
            same("ceil", NUMBER, "ceil({0})", NUMBER),
            same("abs", NUMBER, "abs({0})", NUMBER),
            same("log", NUMBER, "(CASE WHEN {0} > 0 THEN ln({0}) END)", NUMBER),
            same("power", NUMBER, "power({0}, {1})", NUMBER, NUMBER),
            same("bucket", NUMBER, BUCKET, NUMBER, NUMBER),
            same("width", NUMBER, BUCKET, NUMBER, NUMBER),
            same("toNumber", NUMBER, "{0}", NUMBER),
            same("toText", TEXT, "{0}", TEXT),
            same("toTime", TIME, "{0}", TIME),
            same("toBoolean", BOOLEAN, "{0}", BOOLEAN),
            differing(
                    "parseJson",
                    JSON,
                    "(CASE WHEN json_valid({0}) THEN {0} END)",
                    "json_format(try(json_parse({0})))",
                    TEXT),
            differing(
                    "size",
                    NUMBER,
                    "(CASE json_type(" + VALID + ") WHEN 'ARRAY' THEN CAST(json_array_length(" + VALID
                            + ") AS DOUBLE) WHEN 'OBJECT' THEN CAST(len(json_keys(" + VALID + ")) AS DOUBLE) END)",
                    "CAST(coalesce(json_array_length({0}), cardinality(try(CAST(json_parse({0}) AS"
                            + " MAP(VARCHAR, JSON))))) AS DOUBLE)",
                    JSON),
            differing(
                    "keys",
                    LIST,
                    "(CASE WHEN json_type(" + VALID + ") = 'OBJECT' THEN CAST(to_json(json_keys(" + VALID
                            + ")) AS VARCHAR) END)",
                    "json_format(CAST(map_keys(try(CAST(json_parse({0}) AS MAP(VARCHAR, JSON)))) AS JSON))",
                    JSON));

    private static final Map<String, RowFunction> BY_NAME = byName();

    private RowFunctions() {}

    /** The function with this name, in any case. */
    static Optional<RowFunction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Every function. */
    static List<RowFunction> all() {
        return LIST_OF_ALL;
    }

    private static Map<String, RowFunction> byName() {
        Map<String, RowFunction> byName = new TreeMap<>();
        LIST_OF_ALL.forEach(function -> byName.put(function.name().toLowerCase(Locale.ROOT), function));
        return byName;
    }
}
