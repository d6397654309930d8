package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A metric taken apart: its aggregates, each over a source, and the arithmetic over their results. */
final class MetricPlan {
    /** Methods of metrics. */
    private static final Set<String> METHODS = Set.of("rate", "share", "cumulative", "previousperiod");

    private final SourceCompiler sources;
    private final List<Part> parts;
    private boolean isBefore;

    private MetricPlan(SourceCompiler sources, List<Part> parts) {
        this.sources = sources;
        this.parts = parts;
    }

    /**
     * Takes a metric apart.
     *
     * @param parts gets the metric's aggregates; what is left of the metric names them {@code m0}, {@code m1} …
     * @return the arithmetic; a constant has nothing else, and takes the rows of the metrics beside it
     */
    static Expr split(Expr metric, SourceCompiler sources, List<Part> parts) {
        return new MetricPlan(sources, parts).rewrite(metric);
    }

    /** What is wrong where no metric brings rows. */
    static FormulaException withoutRows(Expr metric) {
        return new FormulaException(
                metric.position(), "A metric needs an aggregate over a source, such as claudeCode.logs.count().");
    }

    /** Whether an aggregate over a source stands somewhere in it. */
    static boolean isMetric(Expr expr, SourceCompiler sources) {
        if (expr instanceof Expr.Call call) {
            boolean isAggregate = isMethod(call)
                    && !call.arguments().isEmpty()
                    && sources.isSource(call.arguments().get(0));
            return isAggregate || call.arguments().stream().anyMatch(argument -> isMetric(argument, sources));
        }
        return expr instanceof Expr.ListOf list && list.elements().stream().anyMatch(e -> isMetric(e, sources));
    }

    /** Whether it is an aggregate or a method of metrics. */
    static boolean isMethod(Expr.Call call) {
        return Aggregates.isAggregate(call) || isOfMetric(call);
    }

    /** Whether it is a method of metrics. */
    static boolean isOfMetric(Expr.Call call) {
        return METHODS.contains(call.function().toLowerCase(Locale.ROOT));
    }

    private Expr rewrite(Expr expr) {
        if (sources.isSource(expr)) {
            throw new FormulaException(expr.position(), "These are rows; end them in an aggregate such as count().");
        }
        if (expr instanceof Expr.Call call) {
            return rewriteCall(call);
        }
        if (expr instanceof Expr.ListOf list) {
            return new Expr.ListOf(
                    list.position(), list.elements().stream().map(this::rewrite).toList());
        }
        if (expr instanceof Expr.Name name) {
            throw new FormulaException(
                    name.position(),
                    name.name()
                            + " is a value of a row, not of the whole: wrap it in an aggregate of a source such as"
                            + " claudeCode.logs.sum(" + name.name() + "), or move it to the breakdown.");
        }
        return expr;
    }

    private Expr rewriteCall(Expr.Call call) {
        boolean isOverSource =
                !call.arguments().isEmpty() && sources.isSource(call.arguments().get(0));
        if (Aggregates.isAggregate(call)) {
            if (isOverSource) {
                return part(call);
            }
            if (call.arguments().size() == 1 && call.arguments().get(0) instanceof Expr.Name name) {
                throw new FormulaException(name.position(), "There is no source named " + name.name() + ".");
            }
        }
        String function = call.function().toLowerCase(Locale.ROOT);
        if (function.equals("previousperiod")) {
            return before(call);
        }
        if (isOverSource && !FunctionReference.isKnown(call.function())) {
            throw FunctionReference.unknown(call, true);
        }
        List<Expr> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            boolean countsRows = isOverSource && isOfMetric(call) && arguments.isEmpty();
            arguments.add(
                    countsRows ? part(new Expr.Call(call.position(), "count", List.of(argument))) : rewrite(argument));
        }
        return new Expr.Call(call.position(), call.function(), arguments);
    }

    private Expr before(Expr.Call call) {
        if (isBefore || call.arguments().size() != 1) {
            throw new FormulaException(
                    call.position(),
                    isBefore
                            ? "previousPeriod() inside another one is not understood."
                            : FunctionReference.usage("previousPeriod"));
        }
        isBefore = true;
        Expr target = call.arguments().get(0);
        Expr rest = sources.isSource(target)
                ? part(new Expr.Call(call.position(), "count", List.of(target)))
                : rewrite(target);
        isBefore = false;
        return rest;
    }

    private Expr part(Expr.Call call) {
        parts.add(new Part(call, isBefore));
        return new Expr.Name(call.position(), "m" + (parts.size() - 1));
    }

    /**
     * One aggregate of a metric.
     *
     * @param call the aggregate with its source
     * @param isBefore whether it is of the period before
     */
    record Part(Expr.Call call, boolean isBefore) {}
}
