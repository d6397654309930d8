package io.millrace.console.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Formulas.KnownName;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.library.Library;
import io.millrace.console.minql.library.Panel;
import io.millrace.console.minql.report.ReportService;
import io.millrace.console.minql.seen.SeenAttributes;
import io.millrace.console.minql.seen.SeenKey;
import io.millrace.console.minql.stored.StoredItem;
import io.millrace.console.minql.stored.StoredKind;
import io.millrace.console.minql.stored.StoredService;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import io.millrace.telemetry.Signal;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Runs tools with the rights of the key's user. None of them changes anything. */
@ApplicationScoped
class McpTools {
    private static final int USUAL_ROWS = 200;
    private static final int MOST_VALUES = 50;

    private final ReportService reports;
    private final StoredService stored;
    private final Library library;
    private final SeenAttributes seen;
    private final ObjectMapper json;
    private final Clock clock;

    // six: each tool asks another part; it only passes on
    McpTools(
            ReportService reports,
            StoredService stored,
            Library library,
            SeenAttributes seen,
            ObjectMapper json,
            @Identifier("console") Clock clock) {
        this.reports = reports;
        this.stored = stored;
        this.library = library;
        this.seen = seen;
        this.json = json;
        this.clock = clock;
    }

    /** Runs a tool; empty if there is none of this name. A wrong formula is a result, so that the agent can mend it. */
    Optional<ToolResult> call(Caller caller, String name, JsonNode arguments) {
        try {
            Object data = switch (name) {
                case "list_sources" -> sources(caller);
                case "list_fields" -> fields(caller, arguments);
                case "run_formula" -> reports.run(caller, newId(), query(arguments));
                case "list_reports" -> reports(caller);
                case "run_report" -> report(caller, arguments);
                default -> Optional.empty();
            };
            return data.equals(Optional.empty()) ? Optional.empty() : Optional.of(ToolResult.of(json, data));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            return Optional.of(ToolResult.error(problem.title() + ": " + problem.detail() + " " + problem.more()));
        }
    }

    private Map<String, Object> sources(Caller caller) {
        Map<String, Object> names = new LinkedHashMap<>();
        for (Signal signal : Signal.values()) {
            names.put(signal.wireName(), seen.values(caller.organizationId(), signal, SeenKey.NAME, MOST_VALUES));
        }
        Map<String, Object> sources = new LinkedHashMap<>();
        sources.put("integrations", new TreeSet<>(caller.integrations().values()));
        sources.put("tables", List.of("logs", "metrics", "traces", "ledger"));
        sources.put("names", names);
        sources.put("properties", definitions(caller, StoredKind.PROPERTY));
        sources.put("metrics", definitions(caller, StoredKind.METRIC));
        return sources;
    }

    private List<Map<String, String>> definitions(Caller caller, StoredKind kind) {
        return stored.list(caller.organizationId(), caller.userId(), kind).stream()
                .map(item -> Map.of(
                        "name",
                        item.name(),
                        "formula",
                        item.content().path("formula").asText(),
                        "description",
                        item.content().path("description").asText("")))
                .toList();
    }

    private Object fields(Caller caller, JsonNode arguments) {
        String valuesOf = arguments.path("values_of").asText("");
        if (!valuesOf.isEmpty()) {
            return Map.of("key", valuesOf, "values", seen.values(caller.organizationId(), null, valuesOf, MOST_VALUES));
        }
        Signal signal = Signal.ofWireName(arguments.path("table").asText("")).orElse(null);
        String search = arguments.path("search").asText("").toLowerCase(Locale.ROOT);
        Period period = new Period(clock.instant().minusSeconds(60), clock.instant(), ZoneOffset.UTC);
        FormulaContext context = reports.context(caller, period);
        List<KnownName> known = new ArrayList<>(new Formulas(context).names(signal));
        known.removeIf(field -> !field.name().toLowerCase(Locale.ROOT).contains(search));
        List<SeenKey> keys = seen.keys(caller.organizationId()).stream()
                .filter(key -> signal == null || key.signal().equals(signal.wireName()))
                .filter(key -> key.key().toLowerCase(Locale.ROOT).contains(search))
                .limit(USUAL_ROWS)
                .toList();
        return Map.of("fields", known, "seen", keys);
    }

    private Object reports(Caller caller) {
        List<Map<String, String>> own = new ArrayList<>();
        for (StoredItem item : stored.list(caller.organizationId(), caller.userId(), StoredKind.REPORT)) {
            own.add(Map.of(
                    "report", item.id(),
                    "title", item.name(),
                    "description", item.content().path("description").asText("")));
        }
        List<Map<String, String>> panels = new ArrayList<>();
        library.boards()
                .forEach(board -> board.panels()
                        .forEach(panel -> panels.add(Map.of(
                                "report", board.id() + "/" + panel.id(),
                                "title", panel.title(),
                                "description", panel.description()))));
        return Map.of("stored", own, "library", panels);
    }

    private Object report(Caller caller, JsonNode arguments) {
        String name = arguments.path("report").asText("");
        int slash = name.indexOf('/');
        if (slash < 0) {
            return reports.run(caller, newId(), query(arguments));
        }
        String source = arguments.path("integration").asText("");
        String referenceName = source.isEmpty() ? first(caller) : source;
        Panel panel = library.board(name.substring(0, slash), referenceName).stream()
                .flatMap(board -> board.panels().stream())
                .filter(candidate -> candidate.id().equals(name.substring(slash + 1)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404, "no-such-report", "There is no such report", "The library has no panel " + name + ".")));
        ObjectNode query = panel.query().deepCopy();
        query(arguments).properties().forEach(member -> {
            if (!member.getKey().equals("report")) {
                query.set(member.getKey(), member.getValue());
            }
        });
        return reports.run(caller, newId(), query);
    }

    private static String first(Caller caller) {
        return new TreeSet<>(caller.integrations().values())
                .stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(Problem.badRequest("Your organization has no integration.")));
    }

    /** The arguments as a request of the query API, with few rows unless more are asked for. */
    private ObjectNode query(JsonNode arguments) {
        ObjectNode query = arguments.isObject() ? arguments.deepCopy() : json.createObjectNode();
        query.remove("integration");
        if (!query.has("limit") && !query.has("report")) {
            query.put("limit", USUAL_ROWS);
        }
        return query;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
