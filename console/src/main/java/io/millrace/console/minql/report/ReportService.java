package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.compile.Vocabulary;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.TimeRange;
import io.millrace.console.query.http.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Formulas and reports in the form of the query API, for everything that asks: page, API, exports, agents. */
@ApplicationScoped
public class ReportService {
    private static final Set<String> NOT_OF_THE_QUERY = Set.of("report", "queryId", "format", "mark", "columns");

    private final Reports reports;
    private final ReportReader reader;
    private final ReportBook book;
    private final OrganizationNames names;
    private final QueryEngine engine;

    ReportService(
            QueryEngine engine,
            ReportBook book,
            OrganizationNames names,
            MinqlConfig config,
            @Identifier("console") Clock clock) {
        this.engine = engine;
        this.reports = new Reports(engine, names, clock, config.lookBack());
        this.reader = new ReportReader(clock);
        this.book = book;
        this.names = names;
    }

    /**
     * Runs one formula or a whole report.
     *
     * @param queryId id under which it can be cancelled
     * @param request as for {@code POST /api/query}; {@code report} names a stored one, whose members the others replace
     * @throws ProblemException if the request or a formula is wrong, or a query fails
     */
    public ReportAnswer run(Caller caller, String queryId, JsonNode request) {
        return reports.run(caller, queryId, read(caller, request));
    }

    /**
     * Checks a report without running it.
     *
     * @param vocabulary names that its formulas may use
     * @throws ProblemException if something in it is wrong
     */
    public void check(Map<String, String> integrations, Vocabulary vocabulary, JsonNode query) {
        ReportRequest request = reader.read(query, engine.limits().rows().standard());
        Map<String, String> idsByName = new HashMap<>();
        integrations.forEach((id, name) -> idsByName.put(name, id));
        ReportPlan.of(request, new FormulaContext(reports.dialect(), request.period(), idsByName, vocabulary))
                .check();
    }

    /** What formulas of this caller are compiled for, over this period. */
    public FormulaContext context(Caller caller, Period period) {
        return reports.context(caller, period, names.of(caller.organizationId()));
    }

    /** The query with the stored report's members in it. */
    public JsonNode resolved(Caller caller, JsonNode request) {
        if (!request.path("report").isTextual()) {
            return request;
        }
        ObjectNode query = book.query(caller, request.path("report").asText())
                .map(stored -> (ObjectNode) stored.deepCopy())
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404, "no-such-report", "There is no such report", "You can read no report with this id.")));
        request.properties().forEach(member -> {
            if (member.getKey().equals("filters")) {
                addFilters(query, member.getValue());
            } else if (!NOT_OF_THE_QUERY.contains(member.getKey())) {
                query.set(member.getKey(), member.getValue());
            }
        });
        return query;
    }

    /**
     * The rows behind a mark of a report.
     *
     * @param request as for {@code POST /api/query/rows}
     * @throws ProblemException if the request or a formula is wrong, or the query fails
     */
    public RowsAnswer rows(Caller caller, String queryId, JsonNode request) {
        return new MarkedRows(this, reports, engine).rows(caller, queryId, request);
    }

    /**
     * A report, or the rows behind a mark of it, as one statement for an export.
     *
     * @param queryId id of the query that finds which values of a breakdown stay
     * @param request as for {@code POST /api/query}, or with {@code mark} as for {@code POST /api/query/rows}
     * @throws ProblemException if the request or a formula is wrong
     */
    public Exportable exportable(Caller caller, String queryId, JsonNode request) {
        ReportRequest report = read(caller, request);
        ReportPlan plan = ReportPlan.of(report, context(caller, report.period()));
        if (request.has("mark")) {
            return new MarkedRows(this, reports, engine).exportable(caller, queryId, request);
        }
        Compiled compiled = plan.compile(plan.keys(reports.keptValues(caller, queryId, plan)));
        List<String> columns = new ArrayList<>(report.x().stream().toList());
        columns.addAll(report.breakdown());
        report.metrics().forEach(metric -> columns.add(metric.name()));
        return new Exportable(
                plan.statement(compiled, true),
                ReportPlan.range(compiled, plan.request().period()),
                columns);
    }

    ReportRequest read(Caller caller, JsonNode request) {
        JsonNode query = resolved(caller, request);
        return reader.read(query, limit(query));
    }

    /** Filters of the request narrow those of the stored report. */
    private static void addFilters(ObjectNode query, JsonNode more) {
        JsonNode before = query.path("filters");
        ArrayNode filters = query.putArray("filters");
        for (JsonNode list : new JsonNode[] {before, more}) {
            if (list.isTextual()) {
                filters.add(list);
            }
            list.forEach(filters::add);
        }
    }

    private int limit(JsonNode query) {
        var rows = engine.limits().rows();
        JsonNode limit = query.path("limit");
        if (limit.isMissingNode() || limit.isNull()) {
            return rows.standard();
        }
        if (!limit.isIntegralNumber() || limit.asLong() < 1 || limit.asLong() > rows.max()) {
            throw new ProblemException(
                    Problem.badRequest("limit must be a whole number from 1 to " + rows.max() + "."));
        }
        return limit.asInt();
    }

    /**
     * What an export runs.
     *
     * @param statement the statement
     * @param range event times that it reads
     * @param columns names of its columns for people
     */
    public record Exportable(Statement statement, TimeRange range, List<String> columns) {
        /** Copies the list. */
        public Exportable {
            columns = List.copyOf(columns);
        }
    }
}
