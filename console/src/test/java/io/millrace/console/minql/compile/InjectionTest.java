package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a formula has text, the text is a parameter or the formula is refused; it never is SQL. */
class InjectionTest {
    private static final String EVIL = "evil''; DROP TABLE logs; --";
    private static final Period PERIOD =
            new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model = '%s'",
                "model != '%s'",
                "model in ('%s', 'b')",
                "model between '%s' and 'z'",
                "attribute('%s') = 1",
                "resourceAttribute('%s') = 1",
                "scopeAttribute('%s') = 1",
                "attributes['%s'] = 1",
                "get(attributes, '%s') = 1",
                "get(attributes, '$[''%s'']') = 1",
                "model.contains('%s')",
                "model.startsWith('%s')",
                "model.endsWith('%s')",
                "regexLike(model, '%s')",
                "regexReplace(model, 'a', '%s') = 'a'",
                "regexSubstr(model, '%s') = 'a'",
                "replace(model, '%s', '') = ''",
                "splitPart(model, '%s', 1) = ''",
                "concat(model, '%s') = ''",
                "iff(success, '%s', 'b') = ''",
                "case(success, '%s') = ''",
                "coalesce(model, '%s') = ''",
                "nullif(model, '%s') = ''",
                "least(model, '%s') = ''",
                "parseJson('%s').a = 1",
                "size(['%s']) = 1",
                "flatten(['%s']) = 'a'",
                "time > '%s'",
                "toTime('%s') > now()",
                "toNumber('%s') = 1",
                "dateTrunc('%s', time) = now()",
                "dateDiff('%s', time, now()) = 1",
                "dateAdd('%s', 1, time) > now()",
                "toDuration('%s', 1) = 1"
            })
    void textOfAPropertyIsNoSql(String property) {
        String formula = "claudeCode.logs.where(" + property.formatted(EVIL) + ").count()";

        assertThat(sql(formula)).allSatisfy(sql -> assertThat(sql).doesNotContain("DROP", "evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claudeCode.event('%s').count()",
                "claudeCode.metric('%s').sum(value)",
                "claudeCode.span('%s').count()",
                "claudeCode.logs.during('%s', '%s').count()",
                "claudeCode.logs.per('%s', count()).count()",
                "claudeCode.logs.join(claudeCode.logs, sessionId, '%s').count()",
                "claudeCode.logs.flatten(['%s']).count()",
                "claudeCode.logs.countIf(model = '%s')",
                "claudeCode.logs.countDistinct('%s')",
                "claudeCode.logs.first('%s')",
                "claudeCode.logs.percentile(costUsd, '%s')",
                "claudeCode.logs.count().rate('%s')",
                "iff(claudeCode.logs.count() > 1, '%s', 'b')"
            })
    void textOfAMetricIsNoSql(String metric) {
        assertThat(sql(metric.replace("%s", EVIL)))
                .allSatisfy(sql -> assertThat(sql).doesNotContain("DROP", "evil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknownName1", "$\u0000x", "größe", "a$b"})
    void namesAreNoSql(String name) {
        assertThat(sql("claudeCode.logs.countDistinct(" + name + ")"))
                .allSatisfy(sql -> assertThat(sql).doesNotContain(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"concat(model, '%s')", "attribute('%s')", "iff(model in ('%s'), '%s', model)", "model = '%s'"})
    void textOfAComputedPropertyIsNoSql(String definition) {
        FormulaContext own = with(Map.of("mine", Parser.parse(definition.replace("%s", EVIL))), Map.of());

        assertNoText(own, "claudeCode.logs.where(mine = 'a').count()", "mine", "mine = 'b'", "mine");
        assertNoText(own, "claudeCode.logs.countDistinct(mine)", "model", "mine != model", "concat(mine, 'c')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claudeCode.logs.where(model = '%s').count()",
                "claudeCode.event('%s').sum(costUsd)",
                "claudeCode.logs.per(concat(sessionId, '%s'), model, count()).avg(value)",
                "claudeCode.logs.countIf(model = '%s') / claudeCode.metric('%s').sum(value)"
            })
    void textOfACustomMetricIsNoSql(String definition) {
        FormulaContext own = with(Map.of("mine", Parser.parse(definition.replace("%s", EVIL))), Map.of());

        assertNoText(own, "mine", "model", "model = 'a'", "time");
        assertNoText(own, "iff(mine > 1, mine.previousPeriod(), 0)", "day(time)", "model = 'a'", "time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil'; DROP TABLE logs; --", "evil\"]'; DROP TABLE logs; --", "evil/~\\\"", "$.evil", "?"})
    void keysThatEventsHaveBroughtAreNoSql(String key) {
        FormulaContext own = with(Map.of(), Map.of("mine", Set.of(key)));

        assertNoText(own, "claudeCode.logs.where(mine = 'a').count()", "mine", "mine > 1", "mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil'; DROP TABLE logs; --",
                "evil\"; DROP TABLE logs; --",
                "evil {0} {9}",
                "evil ? ?",
                "$1 evil"
            })
    void valuesOfABreakdownAndOtherAreNoSql(String value) {
        for (Dialect dialect : Dialect.values()) {
            ReportSql.Key key = new ReportSql.Key(Parser.parse("model"), List.of("a", value), value);
            Compiled compiled = ReportSql.compile(
                    context(dialect), List.of(Parser.parse("claudeCode.logs.count()")), List.of(key), List.of());

            assertThat(compiled.sql().sql()).doesNotContain("DROP", "evil", "$1");
            assertThat(compiled.sql().parameters()).contains("a", value).hasSize(marks(compiled));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil'; DROP TABLE logs; --",
                "evil\"; DROP TABLE logs; --",
                "evil {0} {9}",
                "evil ? ?",
                "$1 evil"
            })
    void valuesOfAMarkAreNoSql(String value) {
        for (Dialect dialect : Dialect.values()) {
            for (String key : List.of("model", "day(time)", "success", "costUsd", "attribute('a')", "null")) {
                Compiled compiled = RowsSql.compile(
                        context(dialect),
                        Parser.parse("claudeCode.logs.count()"),
                        0,
                        List.of(new RowsSql.At(Parser.parse(key), value)),
                        List.of(),
                        List.of(Parser.parse("time")));

                assertThat(compiled.sql().sql()).doesNotContain("DROP", "evil", "$1");
                assertThat(compiled.sql().parameters()).contains(value).hasSize(marks(compiled));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model = '%s'", "attribute('%s') = 1", "concat('%s', model) != ''"})
    void textOfFiltersKeysAndShownColumnsIsNoSql(String property) {
        String formula = property.replace("%s", EVIL);

        assertNoText(with(Map.of(), Map.of()), "claudeCode.logs.count()", formula, formula, formula);
    }

    /** Everywhere at once: in the metric, the key, the filter, and the rows behind a mark. */
    private static void assertNoText(FormulaContext own, String metric, String key, String filter, String column) {
        Expr formula = Parser.parse(metric);
        Expr parsedKey = Parser.parse(key);
        List<Expr> filters = List.of(Parser.parse(filter));
        for (Dialect dialect : Dialect.values()) {
            FormulaContext of = new FormulaContext(dialect, PERIOD, own.integrations(), own.vocabulary());
            Compiled report = ReportSql.compile(of, List.of(formula), List.of(ReportSql.Key.of(parsedKey)), filters);
            List<RowsSql.At> mark = List.of(new RowsSql.At(parsedKey, EVIL));
            Compiled rows = RowsSql.compile(of, formula, 0, mark, filters, List.of(Parser.parse(column)));
            for (Compiled compiled : List.of(report, rows)) {
                assertThat(compiled.sql().sql()).doesNotContain("DROP", "evil");
                assertThat(compiled.sql().parameters()).hasSize(marks(compiled));
            }
        }
    }

    private static FormulaContext with(Map<String, Expr> definitions, Map<String, Set<String>> keys) {
        return context(Dialect.DUCKDB).with(new Vocabulary(definitions, keys));
    }

    private static FormulaContext context(Dialect dialect) {
        return new FormulaContext(dialect, PERIOD, Map.of("claudeCode", EVIL));
    }

    private static int marks(Compiled compiled) {
        return (int) compiled.sql().sql().chars().filter(c -> c == '?').count();
    }

    private static List<String> sql(String formula) {
        return List.of(Dialect.values()).stream()
                .map(dialect -> {
                    FormulaContext context = context(dialect);
                    try {
                        ReportSql.Key key = new ReportSql.Key(Parser.parse("model"), List.of(EVIL), EVIL);
                        Compiled compiled =
                                ReportSql.compile(context, List.of(Parser.parse(formula)), List.of(key), List.of());
                        assertThat(compiled.sql().parameters()).hasSize(marks(compiled));
                        return compiled.sql().sql();
                    } catch (FormulaException e) {
                        return "refused";
                    }
                })
                .toList();
    }
}
