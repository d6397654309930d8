package io.millrace.console.minql.report;

import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.Dialect;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.compile.ReportSql;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.report.ReportAnswer.ReportColumn;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.TimeRange;
import io.millrace.console.query.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs reports: compiles their formulas and asks the engine, once or a few times. */
final class Reports {
    private static final String OTHER = "other";

    private final QueryEngine engine;

    Reports(QueryEngine engine) {
        this.engine = engine;
    }

    /**
     * Runs a report.
     *
     * @throws ProblemException if a formula is wrong or a query fails
     */
    ReportAnswer run(Caller caller, String queryId, ReportRequest request) {
        Call call = new Call(caller, queryId, request);
        List<String> kept = call.topValues();
        QueryAnswer rows =
                call.ask(call.keys(kept), request.period(), request.options().limit());
        List<@Nullable Object> totals = request.options().totals() ? call.totals() : null;
        List<List<@Nullable Object>> previous = null;
        if (request.options().comparison()) {
            previous = call.ask(
                            call.keys(kept),
                            before(request.period()),
                            request.options().limit())
                    .rows();
        }
        return new ReportAnswer(
                queryId,
                call.columns(),
                rows.rows(),
                totals,
                previous,
                request.period().from().toString(),
                request.period().endExclusive().toString(),
                request.period().zone().getId(),
                rows.truncated(),
                call.warnings,
                call.elapsedMs);
    }

    private static Period before(Period period) {
        Duration length = Duration.between(period.from(), period.endExclusive());
        return new Period(period.from().minus(length), period.from(), period.zone());
    }

    /** One run of a report. */
    private final class Call {
        private final Caller caller;
        private final String queryId;
        private final ReportRequest request;
        private final List<Expr> metrics = new ArrayList<>();
        private final List<Expr> filters = new ArrayList<>();
        private final List<Expr> breakdown = new ArrayList<>();
        private final Optional<Expr> x;
        private final Map<String, String> integrations = new HashMap<>();
        private final Set<String> warnings = new LinkedHashSet<>();
        private List<String> keyTypes = List.of();
        private long elapsedMs;

        Call(Caller caller, String queryId, ReportRequest request) {
            this.caller = caller;
            this.queryId = queryId;
            this.request = request;
            request.metrics().forEach(metric -> metrics.add(parse(metric.formula())));
            request.filters().forEach(filter -> filters.add(parse(filter)));
            request.breakdown().forEach(property -> breakdown.add(parse(property)));
            this.x = request.x().map(Call::parse);
            caller.integrations().forEach((id, name) -> integrations.put(name, id));
        }

        private static Expr parse(String formula) {
            try {
                return Parser.parse(formula);
            } catch (FormulaException e) {
                throw wrong(e, formula);
            }
        }

        /** The values of the first breakdown with the highest first metric; empty if all stay. */
        List<String> topValues() {
            if (request.options().top() == 0 || breakdown.isEmpty()) {
                return List.of();
            }
            QueryAnswer all = ask(
                    List.of(ReportSql.Key.of(breakdown.get(0))),
                    request.period(),
                    engine.limits().rows().max());
            if (all.rows().size() <= request.options().top()) {
                return List.of();
            }
            Comparator<List<@Nullable Object>> byValue = Comparator.comparingDouble(
                    row -> row.get(1) instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY);
            return all.rows().stream()
                    .filter(row -> row.get(0) != null)
                    .sorted(byValue.reversed())
                    .limit(request.options().top())
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }

        List<ReportSql.Key> keys(List<String> kept) {
            List<ReportSql.Key> keys = new ArrayList<>();
            x.ifPresent(axis -> keys.add(ReportSql.Key.of(axis)));
            for (int i = 0; i < breakdown.size(); i++) {
                keys.add(
                        i == 0 ? new ReportSql.Key(breakdown.get(0), kept, OTHER) : ReportSql.Key.of(breakdown.get(i)));
            }
            return keys;
        }

        List<@Nullable Object> totals() {
            return ask(List.of(), request.period(), 1).rows().get(0);
        }

        QueryAnswer ask(List<ReportSql.Key> keys, Period period, int limit) {
            Compiled compiled = compile(keys, period);
            if (keyTypes.size() <= compiled.keyTypes().size()) {
                keyTypes = compiled.keyTypes();
            }
            compiled.unknownNames().forEach(name -> warnings.add("No attribute named " + name + " is known so far."));
            Statement statement =
                    new Statement(compiled.sql().sql(), compiled.sql().parameters(), compiled.views());
            TimeRange range = new TimeRange(period.from().minus(ReportSql.LOOK_BACK), period.endExclusive());
            QueryOutcome outcome = engine.run(new QueryRequest(queryId, caller, statement, Optional.of(range), limit));
            if (outcome instanceof Failed failed) {
                throw new ProblemException(failed.problem());
            }
            QueryAnswer answer = ((Answered) outcome).answer();
            elapsedMs += answer.statistics().elapsedMs();
            return answer;
        }

        private Compiled compile(List<ReportSql.Key> keys, Period period) {
            try {
                return ReportSql.compile(
                        new FormulaContext(Dialect.DUCKDB, period, integrations), metrics, keys, filters);
            } catch (FormulaException e) {
                throw wrong(e, "");
            }
        }

        List<ReportColumn> columns() {
            List<ReportColumn> columns = new ArrayList<>();
            request.x().ifPresent(axis -> columns.add(new ReportColumn("x", "x", keyTypes.get(0), axis)));
            for (String property : request.breakdown()) {
                columns.add(new ReportColumn(property, "breakdown", keyTypes.get(columns.size()), property));
            }
            for (NamedFormula metric : request.metrics()) {
                columns.add(new ReportColumn(metric.name(), "metric", "number", metric.formula()));
            }
            return Collections.unmodifiableList(columns);
        }
    }

    private static ProblemException wrong(FormulaException e, String formula) {
        Map<String, Object> more = new HashMap<>();
        more.put("position", e.position());
        if (!formula.isEmpty()) {
            more.put("formula", formula);
        }
        String suggestion = e.didYouMean();
        if (suggestion != null) {
            more.put("didYouMean", suggestion);
        }
        return new ProblemException(new Problem(400, "formula-invalid", "The formula is wrong", e.reason(), more));
    }
}
