package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    private static List<String> sql(String formula) {
        return List.of(Dialect.values()).stream()
                .map(dialect -> {
                    FormulaContext context = new FormulaContext(dialect, PERIOD, Map.of("claudeCode", EVIL));
                    try {
                        ReportSql.Key key = new ReportSql.Key(Parser.parse("model"), List.of(EVIL), EVIL);
                        Compiled compiled =
                                ReportSql.compile(context, List.of(Parser.parse(formula)), List.of(key), List.of());
                        long marks = compiled.sql()
                                .sql()
                                .chars()
                                .filter(c -> c == '?')
                                .count();
                        assertThat(compiled.sql().parameters()).hasSize((int) marks);
                        return compiled.sql().sql();
                    } catch (FormulaException e) {
                        return "refused";
                    }
                })
                .toList();
    }
}
