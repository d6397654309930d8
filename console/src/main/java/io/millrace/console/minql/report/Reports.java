package io.millrace.console.minql.report;

import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.Dialect;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.compile.ReportSql;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.compile.Vocabulary;
import io.millrace.console.minql.report.ReportAnswer.PeriodView;
import io.millrace.console.minql.report.ReportAnswer.Previous;
import io.millrace.console.minql.report.ReportAnswer.ReportColumn;
import io.millrace.console.minql.report.ReportAnswer.TimeAxis;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.query.EngineKind;
import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.TimeRange;
import io.millrace.console.query.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    /** For organizations that have no names of their own. */
    static final OrganizationNames NO_NAMES = new OrganizationNames() {
        @Override
        public Vocabulary of(String organizationId) {
            return Vocabulary.NONE;
        }

        @Override
        public Map<String, Double> targets(String organizationId) {
            return Map.of();
        }
    };

    private final QueryEngine engine;
    private final OrganizationNames names;
    private final Clock clock;
    private final Duration lookBack;

    /** Without names of organizations. */
    Reports(QueryEngine engine) {
        this(engine, NO_NAMES, Clock.systemUTC(), FormulaContext.LOOK_BACK);
    }

    Reports(QueryEngine engine, OrganizationNames names, Clock clock, Duration lookBack) {
        this.engine = engine;
        this.names = names;
        this.clock = clock;
        this.lookBack = lookBack;
    }

    /**
     * Runs a report.
     *
     * @throws ProblemException if a formula is wrong or a query fails
     */
    ReportAnswer run(Caller caller, String queryId, ReportRequest request) {
        Vocabulary vocabulary = names.of(caller.organizationId());
        ReportPlan plan = ReportPlan.of(request, context(caller, request.period(), vocabulary));
        return new Call(caller, queryId, plan).answer();
    }

    /** What SQL the engine understands. */
    Dialect dialect() {
        return engine.kind() == EngineKind.TRINO ? Dialect.TRINO : Dialect.DUCKDB;
    }

    /** What formulas of this caller are compiled for. */
    FormulaContext context(Caller caller, Period period, Vocabulary vocabulary) {
        Map<String, String> idsByName = new HashMap<>();
        caller.integrations().forEach((id, name) -> idsByName.put(name, id));
        return new FormulaContext(dialect(), period, idsByName, vocabulary, lookBack, names.ledger());
    }

    /** The values of the first breakdown with the highest first metric; empty if all stay. */
    List<String> keptValues(Caller caller, String queryId, ReportPlan plan) {
        return new Call(caller, queryId, plan).topValues();
    }

    /** One run of a report. */
    private final class Call {
        private final Caller caller;
        private final String queryId;
        private final ReportPlan plan;
        private final ReportRequest request;
        private final Set<String> warnings = new LinkedHashSet<>();
        private List<String> keyTypes = List.of();
        private List<String> metricTypes = List.of();
        private long elapsedMs;

        Call(Caller caller, String queryId, ReportPlan plan) {
            this.caller = caller;
            this.queryId = queryId;
            this.plan = plan;
            this.request = plan.request();
        }

        ReportAnswer answer() {
            List<ReportSql.Key> keys = plan.keys(topValues());
            QueryAnswer answer = ask(keys, request.period(), request.options().limit(), true);
            List<@Nullable Object> totals = request.options().totals() ? totals(request.period()) : null;
            Previous previous = request.options().comparison() ? previous(keys) : null;
            TimeAxis time = request.interval()
                    .map(interval -> new Buckets(interval, request.period()).axis(clock.instant()))
                    .orElse(null);
            List<@Nullable Object> empty = empty(keys.size());
            return new ReportAnswer(
                    queryId,
                    columns(),
                    rows(answer, time, empty),
                    totals,
                    previous,
                    time,
                    empty,
                    PeriodView.of(request.period()),
                    answer.truncated(),
                    warnings,
                    elapsedMs);
        }

        List<String> topValues() {
            if (request.options().top() == 0 || plan.breakdown().isEmpty()) {
                return List.of();
            }
            QueryAnswer all = ask(
                    List.of(ReportSql.Key.of(plan.breakdown().get(0))),
                    request.period(),
                    engine.limits().rows().max(),
                    false);
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

        private Previous previous(List<ReportSql.Key> keys) {
            Period before = request.period().before();
            List<List<@Nullable Object>> rows =
                    ask(keys, before, request.options().limit(), true).rows();
            return new Previous(rows, request.options().totals() ? totals(before) : null, PeriodView.of(before));
        }

        private List<@Nullable Object> totals(Period period) {
            return ask(List.of(), period, 1, false)
                    .rows()
                    .get(0)
                    .subList(0, request.metrics().size());
        }

        /** What the metrics are over no row. Only a time axis without breakdown has rows that are missing for sure. */
        private List<@Nullable Object> empty(int keys) {
            if (request.interval().isEmpty()) {
                return List.of();
            }
            // before anything was sent, so that no file is read
            Period nothing = new Period(
                    Instant.EPOCH,
                    Instant.EPOCH.plusSeconds(1),
                    request.period().zone());
            return keys == 0 ? List.of() : totals(nothing);
        }

        /** Empty buckets get a row where nothing else decides which rows there are. */
        private List<List<@Nullable Object>> rows(
                QueryAnswer answer, @Nullable TimeAxis time, List<@Nullable Object> empty) {
            boolean plain =
                    request.breakdown().isEmpty() && request.options().sort().isEmpty() && !answer.truncated();
            List<String> buckets = time == null ? null : time.buckets();
            return plain
                            && buckets != null
                            && buckets.size() <= request.options().limit()
                    ? Buckets.filled(answer.rows(), buckets, empty)
                    : answer.rows();
        }

        /** Asks for the rows of these keys; the whole report has the order of its columns and rows. */
        private QueryAnswer ask(List<ReportSql.Key> keys, Period period, int limit, boolean whole) {
            Compiled compiled =
                    plan.compile(keys, context(caller, period, plan.context().vocabulary()));
            if (keyTypes.size() <= compiled.keyTypes().size()) {
                keyTypes = compiled.keyTypes();
            }
            metricTypes = compiled.metricTypes();
            compiled.unknownNames().forEach(name -> warnings.add("No attribute named " + name + " is known so far."));
            TimeRange range = ReportPlan.range(compiled, period);
            QueryOutcome outcome = engine.run(
                    new QueryRequest(queryId, caller, plan.statement(compiled, whole), Optional.of(range), limit));
            if (outcome instanceof Failed failed) {
                throw new ProblemException(failed.problem());
            }
            QueryAnswer answer = ((Answered) outcome).answer();
            elapsedMs += answer.statistics().elapsedMs();
            return answer;
        }

        private List<ReportColumn> columns() {
            List<ReportColumn> columns = new ArrayList<>();
            int key = 0;
            if (request.x().isPresent()) {
                boolean isMetric = plan.xMetric().isPresent();
                String type = isMetric ? metricTypes.get(metricTypes.size() - 1) : keyTypes.get(key++);
                columns.add(new ReportColumn("x", "x", type, request.x().get(), null, null, null));
            }
            for (String property : request.breakdown()) {
                columns.add(new ReportColumn(property, "breakdown", keyTypes.get(key++), property, null, null, null));
            }
            Map<String, Double> targets = names.targets(caller.organizationId());
            for (int i = 0; i < request.metrics().size(); i++) {
                NamedFormula metric = request.metrics().get(i);
                columns.add(new ReportColumn(
                        metric.name(),
                        "metric",
                        metricTypes.get(i),
                        metric.formula(),
                        metric.unit(),
                        metric.axis(),
                        targets.get(metric.formula().strip())));
            }
            return Collections.unmodifiableList(columns);
        }
    }
}
