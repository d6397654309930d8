package io.millrace.console.minql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    private static final FormulaWriter WRITER = new FormulaWriter(name -> name.toLowerCase(Locale.ROOT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a or b and not c = 1 | a or b and not c = 1",
                "(a or b) && !c <> 1 | (a or b) and not c != 1",
                "not (a) in (1) | not a in (1)",
                "a not between 1 and 2 | not a between 1 and 2",
                "a is not null /* x */ // y | isnotnull(a)",
                "1 - 2 - 3 * -4 % 5 | 1 - 2 - 3 * -4 % 5",
                "'C:\\dir\\' = \"it's \\\"x\\\"\" | 'C:\\dir\\' = 'it''s \"x\"'",
                ".5 + 1e3 | 0.5 + 1000",
                "a.b['c'].d(1)[0] | d(a.b['c'], 1)[0]"
            })
    void readsOperatorsInTheirOrder(String formula, String written) {
        assertThat(WRITER.write(Parser.parse(formula))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a + | 3 | ends too early",
                "a b | 2 | should end here",
                "(a | 2 | ')' is missing",
                "'abc | 0 | no closing quote",
                "a # b | 2 | no meaning here",
                "a /* b | 2 | no end",
                "a is 5 | 5 | 'null' or 'not null'",
                "a between 1 or 2 | 12 | 'and'",
                "a.5 | 1 | should end here"
            })
    void saysWhereAndWhyAFormulaIsNone(String formula, int position, String reason) {
        FormulaException error = catchThrowableOfType(FormulaException.class, () -> Parser.parse(formula));

        assertThat(error.position()).isEqualTo(position);
        assertThat(error.reason()).contains(reason);
    }

    @Test
    void boundsLengthDepthAndChains() {
        String deep = "(".repeat(150) + "1" + ")".repeat(150);
        String chained = "1" + " + 1".repeat(300);
        String dotted = "a" + ".b()".repeat(300);
        String negated = "-".repeat(150) + "1";
        String flags = "not ".repeat(150) + "true";

        for (String formula : new String[] {deep, chained, dotted, negated, flags, "1".repeat(30_000)}) {
            assertThat(catchThrowableOfType(FormulaException.class, () -> Parser.parse(formula)))
                    .isNotNull();
        }
    }
}
