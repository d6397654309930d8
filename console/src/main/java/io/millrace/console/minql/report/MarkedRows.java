package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.compile.RowsSql;
import io.millrace.console.minql.report.ReportService.Exportable;
import io.millrace.console.minql.report.RowsAnswer.RowColumn;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drill-down: the rows that a mark of a report was computed from. */
final class MarkedRows {
    private static final List<String> LOG_COLUMNS = List.of(
            "time", "eventId", "eventName", "userEmail", "sessionId", "promptId", "model", "toolName", "attributes");
    private static final List<String> POINT_COLUMNS =
            List.of("time", "eventId", "name", "value", "userEmail", "sessionId", "model", "attributes");
    private static final List<String> SPAN_COLUMNS =
            List.of("time", "eventId", "name", "durationMs", "userEmail", "sessionId", "traceId", "attributes");
    private static final List<String> SHARED_COLUMNS = List.of("time", "eventId", "signal", "userEmail", "attributes");
    private static final List<String> MADE_COLUMNS = List.of("time", "value");

    private final ReportService service;
    private final Reports reports;
    private final QueryEngine engine;

    MarkedRows(ReportService service, Reports reports, QueryEngine engine) {
        this.service = service;
        this.reports = reports;
        this.engine = engine;
    }

    /**
     * The rows.
     *
     * @param request a report as for {@code POST /api/query} with {@code mark}
     * @throws ProblemException if the request or a formula is wrong, or the query fails
     */
    RowsAnswer rows(Caller caller, String queryId, JsonNode request) {
        Behind behind = behind(caller, queryId, request);
        QueryOutcome outcome = engine.run(
                new QueryRequest(queryId, caller, behind.statement(), Optional.of(behind.range()), behind.limit()));
        if (outcome instanceof Failed failed) {
            throw new ProblemException(failed.problem());
        }
        QueryAnswer answer = ((Answered) outcome).answer();
        List<RowColumn> described = new ArrayList<>();
        for (int i = 0; i < behind.columns().size(); i++) {
            described.add(new RowColumn(
                    behind.columns().get(i), behind.compiled().keyTypes().get(i)));
        }
        return new RowsAnswer(
                queryId,
                behind.aggregates().get(behind.aggregate()),
                behind.aggregates(),
                described,
                answer.rows(),
                answer.truncated(),
                answer.statistics().elapsedMs());
    }

    /** The same rows for an export. */
    Exportable exportable(Caller caller, String queryId, JsonNode request) {
        Behind behind = behind(caller, queryId, request);
        return new Exportable(behind.statement(), behind.range(), behind.columns());
    }

    private Behind behind(Caller caller, String queryId, JsonNode request) {
        ReportRequest report = service.read(caller, request);
        ReportPlan plan = ReportPlan.of(report, service.context(caller, report.period()));
        JsonNode mark = request.path("mark");
        int metric = mark.path("metric").asInt(0);
        if (metric < 0 || metric >= plan.metrics().size()) {
            throw bad("mark.metric is the number of a metric of the report, from 0.");
        }
        List<Expr> filters = new ArrayList<>(plan.filters());
        List<RowsSql.At> places = places(caller, queryId, plan, mark, filters);
        try {
            Expr formula = plan.metrics().get(metric);
            List<String> aggregates = RowsSql.aggregates(plan.context(), formula);
            int aggregate = mark.path("aggregate").asInt(0);
            List<String> columns = columns(request.path("columns"), aggregates, aggregate);
            List<Expr> trees = columns.stream().map(Parser::parse).toList();
            Compiled compiled = RowsSql.compile(plan.context(), formula, aggregate, places, filters, trees);
            return new Behind(
                    aggregates,
                    aggregate,
                    columns,
                    compiled,
                    ReportPlan.range(compiled, plan.request().period()),
                    report.options().limit());
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, "");
        }
    }

    /** The keys at the mark; {@code other} stands for every value that the report does not keep. */
    private List<RowsSql.At> places(Caller caller, String queryId, ReportPlan plan, JsonNode mark, List<Expr> filters) {
        List<RowsSql.At> places = new ArrayList<>();
        if (mark.has("x") && plan.xMetric().isEmpty()) { // a metric has its value from the breakdown alone
            Expr x = plan.x().orElseThrow(() -> bad("The report has no X axis, so its marks have no x."));
            places.add(new RowsSql.At(x, value(mark.path("x"))));
        }
        JsonNode values = mark.path("breakdown");
        if (values.size() > plan.breakdown().size()) {
            throw bad("mark.breakdown has a value for each breakdown of the report.");
        }
        for (int i = 0; i < values.size(); i++) {
            Expr property = plan.breakdown().get(i);
            if (i == 0 && values.get(0).path("other").asBoolean(false)) {
                filters.add(otherThan(property, reports.keptValues(caller, queryId, plan)));
            } else {
                places.add(new RowsSql.At(property, value(values.get(i))));
            }
        }
        return places;
    }

    private static Expr otherThan(Expr property, List<String> kept) {
        int at = property.position();
        List<Expr> texts = new ArrayList<>();
        kept.forEach(text -> texts.add(new Expr.Text(at, text)));
        Expr text = new Expr.Call(at, "toText", List.of(property));
        Expr among = new Expr.Call(at, "inList", List.of(text, new Expr.ListOf(at, texts)));
        return new Expr.Call(
                at,
                "and",
                List.of(new Expr.Call(at, "isNotNull", List.of(property)), new Expr.Call(at, "not", List.of(among))));
    }

    private static List<String> columns(JsonNode wanted, List<String> aggregates, int aggregate) {
        if (wanted.isArray() && !wanted.isEmpty()) {
            List<String> columns = new ArrayList<>();
            wanted.forEach(column -> columns.add(column.asText()));
            if (columns.size() > 100) {
                throw bad("columns has at most 100 formulas.");
            }
            return columns;
        }
        String formula = aggregate >= 0 && aggregate < aggregates.size() ? aggregates.get(aggregate) : "";
        if (formula.contains(".per(") || formula.contains(".flatten(")) {
            return MADE_COLUMNS;
        }
        if (formula.contains(".logs") || formula.contains(".event(")) {
            return LOG_COLUMNS;
        }
        if (formula.contains(".metrics") || formula.contains(".metric(")) {
            return POINT_COLUMNS;
        }
        return formula.contains(".traces") || formula.contains(".span(") ? SPAN_COLUMNS : SHARED_COLUMNS;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asText();
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail));
    }

    private record Behind(
            List<String> aggregates,
            int aggregate,
            List<String> columns,
            Compiled compiled,
            TimeRange range,
            int limit) {

        Statement statement() {
            return Statement.compiled(compiled.sql().sql(), compiled.sql().parameters(), compiled.views());
        }
    }
}
