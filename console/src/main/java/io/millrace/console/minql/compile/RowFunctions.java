package io.millrace.console.minql.compile;

import static io.millrace.console.minql.compile.RowFunction.differing;
import static io.millrace.console.minql.compile.RowFunction.same;
import static io.millrace.console.minql.compile.ValueType.ANY;
import static io.millrace.console.minql.compile.ValueType.BOOLEAN;
import static io.millrace.console.minql.compile.ValueType.JSON;
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
    private static final List<RowFunction> LIST = List.of(
            same("add", NUMBER, "({0} + {1})", NUMBER, NUMBER),
            same("subtract", NUMBER, "({0} - {1})", NUMBER, NUMBER),
            same("multiply", NUMBER, "({0} * {1})", NUMBER, NUMBER),
            same("divide", NUMBER, "(CAST({0} AS DOUBLE) / nullif({1}, 0))", NUMBER, NUMBER),
            same("mod", NUMBER, "({0} % nullif({1}, 0))", NUMBER, NUMBER),
            same("negate", NUMBER, "(- {0})", NUMBER),
            same("and", BOOLEAN, "({0} AND {1})", BOOLEAN, BOOLEAN),
            same("or", BOOLEAN, "({0} OR {1})", BOOLEAN, BOOLEAN),
            same("not", BOOLEAN, "(NOT {0})", BOOLEAN),
            same("isNull", BOOLEAN, "({0} IS NULL)", ANY),
            same("isNotNull", BOOLEAN, "({0} IS NOT NULL)", ANY),
            same("lower", TEXT, "lower({0})", TEXT),
            same("upper", TEXT, "upper({0})", TEXT),
            same("trim", TEXT, "trim({0})", TEXT),
            same("replace", TEXT, "replace({0}, {1}, {2})", TEXT, TEXT, TEXT),
            same("length", NUMBER, "length({0})", TEXT),
            same("contains", BOOLEAN, "(strpos({0}, {1}) > 0)", TEXT, TEXT),
            same("startsWith", BOOLEAN, "starts_with({0}, {1})", TEXT, TEXT),
            differing("endsWith", BOOLEAN, "suffix({0}, {1})", "(strpos(reverse({0}), reverse({1})) = 1)", TEXT, TEXT),
            differing(
                    "splitPart",
                    TEXT,
                    "split_part({0}, {1}, CAST({2} AS BIGINT))",
                    "split_part({0}, {1}, CAST({2} AS BIGINT))",
                    TEXT,
                    TEXT,
                    NUMBER),
            same("substr", TEXT, "substr({0}, CAST({1} AS BIGINT))", TEXT, NUMBER)
                    .orWith(
                            NUMBER,
                            "substr({0}, CAST({1} AS BIGINT), CAST({2} AS BIGINT))",
                            "substr({0}, CAST({1} AS BIGINT), CAST({2} AS BIGINT))"),
            differing("regexLike", BOOLEAN, "regexp_matches({0}, {1})", "regexp_like({0}, {1})", TEXT, TEXT),
            differing(
                    "regexReplace",
                    TEXT,
                    "regexp_replace({0}, {1}, {2}, 'g')",
                    "regexp_replace({0}, {1}, {2})",
                    TEXT,
                    TEXT,
                    TEXT),
            differing(
                    "regexSubstr",
                    TEXT,
                    "nullif(regexp_extract({0}, {1}), '')",
                    "regexp_extract({0}, {1})",
                    TEXT,
                    TEXT),
            differing(
                    "regexpSubstr",
                    TEXT,
                    "nullif(regexp_extract({0}, {1}), '')",
                    "regexp_extract({0}, {1})",
                    TEXT,
                    TEXT),
            same("round", NUMBER, "round({0})", NUMBER)
                    .orWith(NUMBER, "round({0}, CAST({1} AS INTEGER))", "round({0}, CAST({1} AS INTEGER))"),
            same("floor", NUMBER, "floor({0})", NUMBER),
            same("ceil", NUMBER, "ceil({0})", NUMBER),
            same("abs", NUMBER, "abs({0})", NUMBER),
            same("log", NUMBER, "(CASE WHEN {0} > 0 THEN ln({0}) END)", NUMBER),
            same("power", NUMBER, "power({0}, {1})", NUMBER, NUMBER),
            same("bucket", NUMBER, "(floor({0} / nullif({1}, 0)) * {1})", NUMBER, NUMBER),
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
                    "(CASE WHEN json_valid({0}) THEN json_array_length({0}) END)",
                    "json_array_length({0})",
                    JSON),
            differing(
                    "keys",
                    JSON,
                    "(CASE WHEN json_valid({0}) THEN CAST(to_json(json_keys({0})) AS VARCHAR) END)",
                    "json_format(CAST(map_keys(CAST(try(json_parse({0})) AS MAP(VARCHAR, JSON))) AS JSON))",
                    JSON),
            differing("dateDiff", NUMBER, "date_diff({0}, {1}, {2})", "date_diff({0}, {1}, {2})", TEXT, TIME, TIME),
            differing(
                    "dateAdd",
                    TIME,
                    "({2} + CAST({1} AS BIGINT) * CAST('1 ' || {0} AS INTERVAL))",
                    "date_add({0}, CAST({1} AS BIGINT), {2})",
                    TEXT,
                    NUMBER,
                    TIME));

    private static final Map<String, RowFunction> BY_NAME = byName();

    private RowFunctions() {}

    /** The function with this name, in any case. */
    static Optional<RowFunction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Every function. */
    static List<RowFunction> all() {
        return LIST;
    }

    private static Map<String, RowFunction> byName() {
        Map<String, RowFunction> byName = new TreeMap<>();
        LIST.forEach(function -> byName.put(function.name().toLowerCase(Locale.ROOT), function));
        return byName;
    }
}
