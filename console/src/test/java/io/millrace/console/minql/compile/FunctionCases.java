package io.millrace.console.minql.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.telemetry.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Formulas of one row with the value that each must have, the same in every engine. */
public final class FunctionCases {
    private static final String FILE = "function-cases.txt";
    private static final Period PERIOD = new Period(
            Instant.parse("2026-10-31T23:00:00Z"), Instant.parse("2026-11-30T23:00:00Z"), ZoneId.of("Europe/Berlin"));
    private static final Fragment ROW =
            Fragment.of("(SELECT CAST('{\"n\":5,\"list\":[\"x\"]}' AS VARCHAR) AS attributes,"
                    + " CAST('{\"r\":\"rv\"}' AS VARCHAR) AS resource_attributes,"
                    + " CAST('{\"s\":\"sv\"}' AS VARCHAR) AS scope_attributes) AS events");

    private FunctionCases() {}

    /** All cases in the order of the file. */
    public static List<Case> all() {
        var stream = Objects.requireNonNull(FunctionCases.class.getResourceAsStream(FILE));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            List<Case> cases = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                int arrow = line.indexOf(" => ");
                if (arrow > 0 && !line.startsWith("#")) {
                    cases.add(new Case(line.substring(0, arrow), line.substring(arrow + 4)));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a formula is compiled for. */
    public static Frame frame(Dialect dialect) {
        return new Frame(new FormulaContext(dialect, PERIOD, Map.of("claudeCode", "int-1")), false);
    }

    /**
     * A formula and what comes of it.
     *
     * @param formula formula
     * @param expected its value as text, {@code null}, or {@code ! words of the error}
     */
    public record Case(String formula, String expected) {
        /** Whether it is refused. */
        public boolean isError() {
            return expected.startsWith("!");
        }

        /** The select that gives its value as text. */
        public Fragment select(Dialect dialect) {
            Frame frame = frame(dialect);
            RowScope scope = RowScope.of(Signal.LOGS, frame);
            Expr tree = Parser.parse(formula);
            Fragment value = frame.rows(scope).compile(tree, ValueType.TEXT);
            return Fragment.fill(
                    "SELECT {0} AS v FROM {1}",
                    value, new Source(ROW, scope, List.of(), java.util.Set.of(), false).rows());
        }
    }
}
