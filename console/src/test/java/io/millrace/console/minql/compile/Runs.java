package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs formulas over test events. */
final class Runs {
    static final Period NOVEMBER =
            new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private final QueryEngine engine;
    private final Duration lookBack;

    Runs(QueryEngine engine) {
        this(engine, FormulaContext.LOOK_BACK);
    }

    /** With a look-back of one's own. */
    Runs(QueryEngine engine, Duration lookBack) {
        this.engine = engine;
        this.lookBack = lookBack;
    }

    /** One metric's value over the month. */
    @Nullable
    Object value(String metric) {
        return rows(NOVEMBER, metric).get(0).get(0);
    }

    /** A property of the only row of a source, as it comes. */
    @Nullable
    Object property(String source, String property) {
        return value(source + ".first(" + property + ")");
    }

    List<List<@Nullable Object>> rows(Period period, String metric, String... keys) {
        FormulaContext context =
                new FormulaContext(Dialect.DUCKDB, period, Map.of("claudeCode", "int-1"), Vocabulary.NONE, lookBack);
        List<ReportSql.Key> parsed = new ArrayList<>();
        for (String key : keys) {
            Expr tree = Parser.parse(key);
            parsed.add(parsed.isEmpty() ? ReportSql.Key.axis(tree) : ReportSql.Key.of(tree));
        }
        List<Expr> metrics = List.of(Parser.parse(metric));
        return run(ReportSql.compile(context, metrics, parsed, List.of())).rows();
    }

    QueryAnswer run(Compiled compiled) {
        Statement statement =
                Statement.compiled(compiled.sql().sql(), compiled.sql().parameters(), compiled.views());
        TimeRange range = new TimeRange(compiled.from(), Instant.parse("2027-01-01T00:00:00Z"));
        QueryOutcome outcome =
                engine.run(new QueryRequest("q", QueryFixture.CALLER, statement, Optional.of(range), 1000));
        if (outcome instanceof Answered answered) {
            return answered.answer();
        }
        throw new AssertionError(outcome + " of " + compiled.sql().sql());
    }
}
