package io.millrace.console.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.console.access.Caller;
import io.millrace.console.problem.Checks;
import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryRequest;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Verdict;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tries policies on data. Blocks while the engine reads. */
@Singleton
class DryRuns {
    private static final OtlpReader READER = new OtlpReader(OtlpLimits.DEFAULT);
    private static final byte[] NO_SECRET = new byte[16]; // no digest is ever shown
    private static final String EVENT_ID = "event_id";

    private final QueryEngine engine;

    DryRuns(QueryEngine engine) {
        this.engine = engine;
    }

    /** The policy, ready to be tried. */
    CompiledPolicy compile(RedactionPolicy policy, String organization) {
        Checks checks = new Checks();
        CompiledPolicy.problems(policy).forEach(problem -> checks.that(false, "policy", problem));
        checks.done();
        return CompiledPolicy.compile(policy, new HmacKeys(NO_SECRET, organization));
    }

    /** What it would touch in a request body. */
    DryRunAnswer given(CompiledPolicy policy, Signal signal, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        Verdict verdict = READER.validate(signal, bytes);
        if (verdict instanceof Verdict.Decoded decoded) {
            List<DryRunAnswer.Touched> touched = new ArrayList<>();
            policy.dryRun(signal, bytes)
                    .forEach((ordinal, places) ->
                            touched.add(new DryRunAnswer.Touched(Integer.toString(ordinal), places)));
            return DryRunAnswer.of(decoded.records(), touched);
        }
        Checks checks = new Checks();
        checks.that(false, "body", "The body is no OTLP/JSON request of this signal.")
                .done();
        return DryRunAnswer.of(0, List.of());
    }

    /** What it would touch in the newest stored records of an integration; the outcome of the query if that failed. */
    Result stored(CompiledPolicy policy, Caller caller, String integration, Signal signal, int limit) {
        List<String> columns = textColumns(signal);
        String selected = columns.stream()
                .map(column -> "CAST(\"" + column + "\" AS VARCHAR) AS \"" + column + "\"")
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + EVENT_ID + ", " + selected + " FROM " + signal.tableName()
                + " WHERE integration_id = ? ORDER BY received_time DESC LIMIT " + limit;
        QueryRequest.Statement statement = new QueryRequest.Statement(sql, List.of(integration), Set.of(signal));
        QueryOutcome outcome =
                engine.run(new QueryRequest(UUID.randomUUID().toString(), caller, statement, Optional.empty(), limit));
        return outcome instanceof QueryOutcome.Answered answered
                ? new Result(outcome, Optional.of(rows(policy, answered.answer())))
                : new Result(outcome, Optional.empty());
    }

    private static DryRunAnswer rows(CompiledPolicy policy, QueryAnswer answer) {
        List<DryRunAnswer.Touched> touched = new ArrayList<>();
        for (List<?> row : answer.rows()) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 1; i < row.size(); i++) {
                if (row.get(i) instanceof String text) {
                    values.put(answer.columns().get(i).name(), text);
                }
            }
            List<Redaction> places = policy.dryRun(values);
            if (!places.isEmpty()) {
                touched.add(new DryRunAnswer.Touched(String.valueOf(row.get(0)), places));
            }
        }
        return DryRunAnswer.of(answer.rows().size(), touched);
    }

    private static List<String> textColumns(Signal signal) {
        return Columns.of(signal).stream()
                .filter(column -> !column.isPromoted()) // the same values stand in the attributes
                .filter(column -> column.type() == ColumnType.STRING || column.type() == ColumnType.JSON)
                .map(column -> column.name())
                .toList();
    }

    /**
     * What became of a try on stored data.
     *
     * @param outcome outcome of the query
     * @param answer what the policy would touch, empty if the query failed
     */
    record Result(QueryOutcome outcome, Optional<DryRunAnswer> answer) {}
}
