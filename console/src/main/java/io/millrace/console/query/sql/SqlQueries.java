package io.millrace.console.query.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.sql.GateVerdict.Allowed;
import io.millrace.console.query.sql.GateVerdict.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs SQL of users: through the gate, then in the engine. */
@ApplicationScoped
class SqlQueries {
    private static final int MAX_PARAMETERS = 1000;

    private final SqlGate gate;
    private final QueryEngine engine;

    SqlQueries(SqlGate gate, QueryEngine engine) {
        this.gate = gate;
        this.engine = engine;
    }

    /**
     * Runs {@code sql} of a request with its {@code parameters}.
     *
     * @throws ProblemException 400 if the request lacks its statement or has bad parameters
     */
    public QueryOutcome run(Caller caller, String queryId, JsonNode request, int limit) {
        JsonNode sql = request.path("sql");
        if (!sql.isTextual()) {
            throw new ProblemException(Problem.badRequest("The member sql must be a text with one SELECT."));
        }
        List<@Nullable Object> parameters = parameters(request.path("parameters"));
        GateVerdict verdict = gate.check(sql.asText());
        if (verdict instanceof Refused refused) {
            return new Failed(Problem.of(400, "sql-refused", "The SQL is not allowed", refused.reason()));
        }
        Allowed allowed = (Allowed) verdict;
        Statement statement = new Statement(allowed.sql(), parameters, allowed.views());
        return engine.run(new QueryRequest(queryId, caller, statement, Optional.empty(), limit));
    }

    private static List<@Nullable Object> parameters(JsonNode values) {
        if (values.isMissingNode() || values.isNull()) {
            return List.of();
        }
        if (!values.isArray() || values.size() > MAX_PARAMETERS) {
            throw new ProblemException(
                    Problem.badRequest("parameters must be a list of at most " + MAX_PARAMETERS + " values."));
        }
        List<@Nullable Object> parameters = new ArrayList<>();
        for (JsonNode value : values) {
            parameters.add(parameter(value));
        }
        return parameters;
    }

    private static @Nullable Object parameter(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> null;
            case STRING -> value.asText();
            case BOOLEAN -> value.asBoolean();
            case NUMBER ->
                value.canConvertToLong() && value.isIntegralNumber() ? (Object) value.asLong() : value.asDouble();
            default ->
                throw new ProblemException(
                        Problem.badRequest("A parameter must be a text, a number, true, false or null."));
        };
    }
}
