package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.console.minql.compile.Formulas.Checked;
import io.millrace.console.minql.compile.Formulas.Kind;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.compile.RowsSql.At;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {
    private static final Period PERIOD =
            new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final FormulaContext CONTEXT =
            new FormulaContext(Dialect.DUCKDB, PERIOD, Map.of("claudeCode", "int-1"));

    private final Formulas formulas = new Formulas(CONTEXT);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "claudeCode.logs; SOURCE; rows",
                "claudeCode.logs.count() / 2; METRIC; number",
                "userEmail.lower(); PROPERTY; text",
                "durationMs; PROPERTY; number",
                "day(time); PROPERTY; time",
                "1 + 2; CONSTANT; number"
            })
    void tellsKindAndType(String formula, Kind kind, String type) {
        Checked checked = formulas.check(formula);

        assertThat(checked).isEqualTo(new Checked(kind, type, java.util.Set.of()));
    }

    @Test
    void namesWhatNobodyKnows() {
        assertThat(formulas.check("coalesce(myOwnThing, 'none')").unknownNames())
                .containsExactly("myOwnThing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "add(1, 2) / 3; (1 + 2) / 3",
                "(1).ADD(2); 1 + 2",
                "1-(2-3)-4; 1 - (2 - 3) - 4",
                "Claudecode.LOGS.where(A='x''y' and not (b in [1,2])).COUNTIF(c is null);"
                        + "Claudecode.LOGS.where(A = 'x''y' and not b in (1, 2)).countIf(isNull(c))",
                "per(claudeCode.event('api_request'), sessionId, sum(costUsd)).count();"
                        + "claudeCode.event('api_request').per(sessionId, sum(costUsd)).count()",
                "-(a + 1) * attributes['x.y']; -(a + 1) * attributes['x.y']"
            })
    void writesAFormulaInOneSpelling(String formula, String written) {
        assertThat(Formulas.format(formula)).isEqualTo(written);
        assertThat(Formulas.format(written)).isEqualTo(written);
    }

    @Test
    void putsDefinitionsInThePlaceOfTheirNames() {
        Vocabulary vocabulary = new Vocabulary(
                Map.of("person", Parser.parse("coalesce(userEmail, userId)"), "loop", Parser.parse("loop + 1")),
                Map.of());
        Formulas defined = new Formulas(CONTEXT.with(vocabulary));

        assertThat(defined.check("person.upper()")).isEqualTo(new Checked(Kind.PROPERTY, "text", java.util.Set.of()));
        assertThatThrownBy(() -> defined.check("1 + loop"))
                .isInstanceOfSatisfying(
                        FormulaException.class, e -> assertThat(e.position()).isEqualTo(4));
    }

    @ParameterizedTest(name = "{0} was meant to be {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "claudeCode.logs.summ(costUsd); 16; sum",
                "claudeCode.event('api_request').countDistnct(model); 32; countDistinct",
                "claudeCode.logs.wher(model = 'x').count(); 16; where",
                "claudeCode.log.count(); 11; logs",
                "claudeCode.logs.count().shar(); 24; share",
                "claudeCode.logs.countIf(uper(model) = 'X'); 24; upper",
                "claudeCod.logs.count(); 0; claudeCode",
                "claudeCode.logs.sum(costUsdd); 20; costUsd"
            })
    void saysWhatAMisspeltNameWasMeantToBe(String formula, int position, String meant) {
        assertThatThrownBy(() -> ReportSql.compile(CONTEXT, List.of(Parser.parse(formula)), List.of(), List.of()))
                .isInstanceOfSatisfying(FormulaException.class, e -> {
                    assertThat(e.position()).isEqualTo(position);
                    assertThat(e.didYouMean()).isEqualTo(meant);
                });
    }

    @Test
    void listsNamesWithTypesAndKeys() {
        assertThat(formulas.names(Signal.LOGS))
                .extracting(Formulas.KnownName::name)
                .contains("eventName", "sessionId", "costUsd", "hookName")
                .doesNotHaveDuplicates();
        assertThat(formulas.nearest("sesionId", null)).contains("sessionId");
    }

    @Test
    void compilesTheRowsBehindAMark() {
        Expr metric = Parser.parse(
                "claudeCode.event('api_request').sum(costUsd) / claudeCode.logs.countIf(eventName = 'user_prompt')");

        Compiled rows = RowsSql.compile(
                CONTEXT,
                metric,
                1,
                List.of(new At(Parser.parse("model"), "m"), new At(Parser.parse("day(time)"), "2026-11-02T00:00")),
                List.of(Parser.parse("success = true")),
                List.of(Parser.parse("time"), Parser.parse("costUsd")));

        assertThat(RowsSql.aggregates(CONTEXT, metric))
                .containsExactly(
                        "claudeCode.event('api_request').sum(costUsd)",
                        "claudeCode.logs.countIf(eventName = 'user_prompt')");
        assertThat(rows.keyTypes()).containsExactly("time", "number");
        assertThat(rows.sql().sql()).contains("FROM logs").doesNotContain("user_prompt", "'m'");
        assertThat(rows.sql().parameters()).contains("user_prompt", "m", "2026-11-02T00:00");
    }

    @Test
    void takesAConstantBesideAMetricButNotAlone() {
        Expr budget = Parser.parse("1000");

        Compiled both = ReportSql.compile(
                CONTEXT,
                List.of(Parser.parse("claudeCode.logs.count()"), budget),
                List.of(ReportSql.Key.axis(Parser.parse("day(time)"))),
                List.of());

        assertThat(both.metricTypes()).containsExactly("number", "number");
        assertThatThrownBy(() -> ReportSql.compile(CONTEXT, List.of(budget), List.of(), List.of()))
                .isInstanceOf(FormulaException.class);
        assertThatThrownBy(() -> RowsSql.aggregates(CONTEXT, budget)).isInstanceOf(FormulaException.class);
    }
}
