package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;

/** A metric taken apart: its aggregates, each over a source, and the arithmetic over their results. */
final class MetricPlan {
    private final SourceCompiler sources;
    private final List<Expr.Call> aggregates;

    private MetricPlan(SourceCompiler sources, List<Expr.Call> aggregates) {
        this.sources = sources;
        this.aggregates = aggregates;
    }

    /**
     * Takes a metric apart.
     *
     * @param aggregates gets the metric's aggregates; what is left of the metric names them {@code m0}, {@code m1} …
     * @return the arithmetic
     */
    static Expr split(Expr metric, SourceCompiler sources, List<Expr.Call> aggregates) {
        int before = aggregates.size();
        Expr rest = new MetricPlan(sources, aggregates).rewrite(metric);
        if (aggregates.size() == before) {
            throw new FormulaException(
                    metric.position(), "A metric needs an aggregate over a source, such as claudeCode.logs.count().");
        }
        return rest;
    }

    /** Whether an aggregate over a source stands somewhere in it. */
    static boolean isMetric(Expr expr, SourceCompiler sources) {
        if (expr instanceof Expr.Call call) {
            boolean isAggregate = Aggregates.isAggregate(call)
                    && !call.arguments().isEmpty()
                    && sources.isSource(call.arguments().get(0));
            return isAggregate || call.arguments().stream().anyMatch(argument -> isMetric(argument, sources));
        }
        return expr instanceof Expr.ListOf list && list.elements().stream().anyMatch(e -> isMetric(e, sources));
    }

    private Expr rewrite(Expr expr) {
        if (expr instanceof Expr.Call call) {
            if (Aggregates.isAggregate(call)
                    && !call.arguments().isEmpty()
                    && sources.isSource(call.arguments().get(0))) {
                aggregates.add(call);
                return new Expr.Name(call.position(), "m" + (aggregates.size() - 1));
            }
            if (sources.isSource(call)) {
                throw new FormulaException(
                        call.position(), "These are rows; end them in an aggregate such as count().");
            }
            if (Aggregates.isAggregate(call)
                    && call.arguments().size() == 1
                    && call.arguments().get(0) instanceof Expr.Name name) {
                throw new FormulaException(name.position(), "There is no source named " + name.name() + ".");
            }
            List<Expr> arguments = new ArrayList<>();
            call.arguments().forEach(argument -> arguments.add(rewrite(argument)));
            return new Expr.Call(call.position(), call.function(), arguments);
        }
        if (expr instanceof Expr.ListOf list) {
            return new Expr.ListOf(
                    list.position(), list.elements().stream().map(this::rewrite).toList());
        }
        if (sources.isSource(expr)) {
            throw new FormulaException(expr.position(), "These are rows; end them in an aggregate such as count().");
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
}
