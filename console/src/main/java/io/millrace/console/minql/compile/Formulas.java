package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.FormulaWriter;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What editors ask about formulas: kind, type, faults, names. Nothing is run. */
public final class Formulas {
    private static final FormulaWriter WRITER = new FormulaWriter(FunctionReference::canonical);

    private final FormulaContext context;

    /** For the formulas of one caller. */
    public Formulas(FormulaContext context) {
        this.context = context;
    }

    /**
     * Kind and type of a formula.
     *
     * @throws FormulaException if it is wrong
     */
    public Checked check(String formula) {
        Expr expr = new Definitions(context.vocabulary().definitions()).expand(Parser.parse(formula));
        SourceCompiler sources = new SourceCompiler(new Frame(context, false));
        if (sources.isSource(expr)) {
            Source source = sources.compile(expr);
            return new Checked(Kind.SOURCE, "rows", source.scope().unknownNames());
        }
        if (MetricPlan.isMetric(expr, sources)) {
            ReportSql.Compiled compiled = ReportSql.compile(context, List.of(expr), List.of(), List.of());
            return new Checked(Kind.METRIC, compiled.metricTypes().get(0), compiled.unknownNames());
        }
        return property(expr);
    }

    /** Whether a formula aggregates rows of a source, rather than computing a value of one row. */
    public static boolean isMetric(Expr formula, FormulaContext context) {
        Expr expr = new Definitions(context.vocabulary().definitions()).expand(formula);
        return MetricPlan.isMetric(expr, new SourceCompiler(new Frame(context, false)));
    }

    /** The formula in its usual spelling, without comments. */
    public static String format(String formula) {
        return WRITER.write(Parser.parse(formula));
    }

    /** The name by which formulas call an attribute key. */
    public static String alias(String key) {
        return Names.alias(key);
    }

    static String format(Expr formula) {
        return WRITER.write(formula);
    }

    /** Names that rows of a table have: its columns, then known attributes. Null stands for all tables. */
    public List<KnownName> names(@Nullable Signal signal) {
        return scope(signal).describe();
    }

    /** The known name that a misspelt one was meant to be. */
    public Optional<String> nearest(String name, @Nullable Signal signal) {
        return Names.nearest(name, scope(signal).knownNames());
    }

    /** A property fits if the rows of some table have what it needs. */
    private Checked property(Expr expr) {
        List<FormulaException> faults = new ArrayList<>();
        List<@Nullable Signal> tables = new ArrayList<>(List.of(Signal.values()));
        tables.add(0, null);
        for (Signal signal : tables) {
            RowScope scope = scope(signal);
            try {
                Typed value = new Frame(context, false).rows(scope).compile(expr);
                Kind kind = scope.isUsed() ? Kind.PROPERTY : Kind.CONSTANT;
                return new Checked(kind, value.type().word(), new LinkedHashSet<>(scope.unknownNames()));
            } catch (FormulaException e) {
                faults.add(e);
            }
        }
        throw faults.get(0);
    }

    private RowScope scope(@Nullable Signal signal) {
        Frame frame = new Frame(context, false);
        return signal == null ? RowScope.ofAll(frame) : RowScope.of(signal, frame);
    }

    /** What a formula computes. */
    public enum Kind {
        /** Rows; an aggregate is missing. */
        SOURCE,
        /** A value of one row. */
        PROPERTY,
        /** One value of many rows. */
        METRIC,
        /** The same value for every row; fits wherever a property does. */
        CONSTANT
    }

    /**
     * What is known of a right formula.
     *
     * @param kind kind
     * @param type number, text, boolean, time, duration, list, object, any, null, or rows
     * @param unknownNames names taken for attributes that nobody knows yet: worth a warning
     */
    public record Checked(Kind kind, String type, Set<String> unknownNames) {
        /** Copies the set. */
        public Checked {
            unknownNames = Set.copyOf(unknownNames);
        }
    }

    /**
     * A name that formulas can use.
     *
     * @param name the name
     * @param type type of its value
     * @param key attribute key it stands for; empty for columns
     * @param description one sentence; empty where there is none
     */
    public record KnownName(String name, String type, String key, String description) {}
}
