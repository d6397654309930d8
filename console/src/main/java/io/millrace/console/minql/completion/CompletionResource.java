package io.millrace.console.minql.completion;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Formulas.Checked;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.completion.CompletionAnswer.Item;
import io.millrace.console.minql.report.ReportService;
import io.millrace.console.minql.seen.SeenAttributes;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Helps an editor of formulas. */
@Path("/api/completion")
@Blocking
class CompletionResource {
    private static final int LONGEST_FORMULA = 20_000;

    private final QueryCalls calls;
    private final ReportService reports;
    private final SeenAttributes seen;
    private final Clock clock;

    CompletionResource(
            QueryCalls calls, ReportService reports, SeenAttributes seen, @Identifier("console") Clock clock) {
        this.calls = calls;
        this.reports = reports;
        this.seen = seen;
        this.clock = clock;
    }

    /** Proposals for the cursor, and what is wrong. */
    @POST
    @Consumes("application/json")
    public Response complete(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String formula = request.path("formula").asText("");
        int cursor = request.path("cursor").asInt(formula.length());
        if (formula.length() > LONGEST_FORMULA || cursor < 0 || cursor > formula.length()) {
            throw new ProblemException(Problem.badRequest(
                    "formula has at most " + LONGEST_FORMULA + " characters, and cursor lies in it."));
        }
        return calls.ok(complete(caller, formula, cursor, request.path("place").asText("")));
    }

    private CompletionAnswer complete(Caller caller, String formula, int cursor, String place) {
        Period period = new Period(clock.instant().minusSeconds(60), clock.instant(), ZoneOffset.UTC);
        FormulaContext context = reports.context(caller, period);
        Formulas formulas = new Formulas(context);
        Map<String, String> definitions = new TreeMap<>();
        context.vocabulary().definitions().keySet().forEach(name -> definitions.put(name, ""));
        Proposals proposals = new Proposals(
                new Proposals.Words(
                        caller.organizationId(), context.integrations(), definitions, place.equals("metric")),
                formulas,
                seen);
        CursorContext at = CursorContext.of(formula, cursor);
        Diagnostics diagnostics = Diagnostics.of(formula, formulas, place);
        Optional<Checked> checked = diagnostics.checked();
        return new CompletionAnswer(
                proposals.at(formula, at),
                at.wordStart(),
                cursor,
                checked.map(known -> known.kind().name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                checked.map(Checked::type).orElse(null),
                word(formula, cursor, at, proposals),
                formatted(formula),
                diagnostics.list());
    }

    private static @Nullable Item word(String formula, int cursor, CursorContext at, Proposals proposals) {
        int end = cursor;
        while (end < formula.length() && Character.isLetterOrDigit(formula.charAt(end))) {
            end++;
        }
        String word = at.inText() ? "" : formula.substring(at.wordStart(), end);
        return word.isEmpty() ? null : proposals.named(word, at);
    }

    private static @Nullable String formatted(String formula) {
        if (formula.contains("//") || formula.contains("/*")) {
            return null;
        }
        try {
            return Formulas.format(formula);
        } catch (FormulaException e) {
            return null;
        }
    }
}
