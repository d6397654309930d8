package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.minql.compile.Dialect;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Formulas.Checked;
import io.millrace.console.minql.compile.Formulas.Kind;
import io.millrace.console.minql.compile.FunctionReference;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.compile.Vocabulary;
import io.millrace.console.minql.report.FormulaProblems;
import io.millrace.console.minql.report.ReportService;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.problem.Checks;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What stored things may hold. */
@Singleton
class StoredChecks {
    private static final Pattern DEFINITION_NAME = Pattern.compile("[a-z][a-zA-Z0-9]{1,63}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CONTENT = 64 << 10;
    private static final int MOST_PANELS = 100;
    private static final Period ANY =
            new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC);

    private final ReportService reports;

    StoredChecks(ReportService reports) {
        this.reports = reports;
    }

    /**
     * Ends the request if something in the item is wrong.
     *
     * @param integrations id to reference name of the organization's integrations
     * @param vocabulary names that the organization has now
     */
    void check(StoredItem item, Map<String, String> integrations, Vocabulary vocabulary) {
        Checks checks = new Checks();
        checks.text(item.name(), "name", LONGEST_NAME);
        checks.that(item.content().isObject(), "content", "content must be an object.");
        checks.that(
                item.content().toString().length() <= LONGEST_CONTENT,
                "content",
                "content must have at most " + LONGEST_CONTENT + " characters as JSON.");
        if (item.kind().isDefinition()) {
            checkName(checks, item.name(), integrations);
        }
        checks.done();
        switch (item.kind()) {
            case PROPERTY -> definition(item, integrations, vocabulary, false);
            case METRIC -> definition(item, integrations, vocabulary, true);
            case REPORT ->
                reports.check(integrations, vocabulary, item.content().path("query"));
            case DASHBOARD -> dashboard(item.content(), integrations, vocabulary);
        }
    }

    /** A definition must not hide a name that formulas know already. */
    private static void checkName(Checks checks, String name, Map<String, String> integrations) {
        checks.that(
                DEFINITION_NAME.matcher(name).matches(),
                "name",
                "name must be lowerCamelCase: a small letter, then 1 to 63 letters and digits.");
        Formulas formulas = new Formulas(new FormulaContext(Dialect.DUCKDB, ANY, Map.of()));
        boolean known = integrations.containsValue(name)
                || FunctionReference.entries().stream()
                        .anyMatch(entry -> entry.name().equalsIgnoreCase(name))
                || java.util.stream.Stream.of(io.millrace.telemetry.Signal.values())
                        .flatMap(signal -> formulas.names(signal).stream())
                        .anyMatch(known2 -> known2.name().equals(name));
        checks.that(!known, "name", name + " already means something in formulas; choose another name.");
    }

    private static void definition(
            StoredItem item, Map<String, String> integrations, Vocabulary vocabulary, boolean metric) {
        JsonNode target = item.content().path("target");
        Checks checks = new Checks();
        checks.text(item.content().path("formula").asText(""), "formula", LONGEST_CONTENT);
        checks.that(
                target.isMissingNode() || target.isNull() || (metric && target.isNumber()),
                "target",
                metric ? "target must be a number." : "A property has no target.");
        checks.done();
        String formula = item.content().path("formula").asText();
        try {
            Map<String, Expr> definitions = new HashMap<>(vocabulary.definitions());
            definitions.put(item.name(), Parser.parse(formula));
            Vocabulary after = new Vocabulary(definitions, vocabulary.attributeKeys());
            Checked checked = new Formulas(context(integrations, after)).check(formula);
            boolean fits = metric
                    ? checked.kind() == Kind.METRIC
                    : checked.kind() != Kind.METRIC && checked.kind() != Kind.SOURCE;
            if (!fits) {
                throw new FormulaException(
                        0,
                        metric
                                ? "A metric ends in an aggregate of a source, such as claudeCode.logs.count()."
                                : "A property is a value of one row; this computes one of many rows. Store it as a"
                                        + " metric.");
            }
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, formula);
        }
    }

    private void dashboard(JsonNode content, Map<String, String> integrations, Vocabulary vocabulary) {
        Checks checks = new Checks();
        JsonNode panels = content.path("panels");
        checks.that(
                panels.isArray() && panels.size() <= MOST_PANELS,
                "panels",
                "panels must be a list of at most " + MOST_PANELS + ".");
        for (JsonNode panel : panels) {
            checks.that(
                    panel.path("report").isTextual() || panel.path("query").isObject(),
                    "panels",
                    "Each panel names a report, or has a query.");
        }
        checks.done();
        for (JsonNode panel : panels) {
            if (panel.path("query").isObject()) {
                reports.check(integrations, vocabulary, panel.path("query"));
            }
        }
        for (JsonNode filter : content.path("filters")) {
            checkFilter(filter.asText(), integrations, vocabulary);
        }
    }

    private static void checkFilter(String filter, Map<String, String> integrations, Vocabulary vocabulary) {
        try {
            Checked checked = new Formulas(context(integrations, vocabulary)).check(filter);
            if (checked.kind() == Kind.METRIC || checked.kind() == Kind.SOURCE) {
                throw new FormulaException(0, "A filter is a condition on one row.");
            }
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, filter);
        }
    }

    private static FormulaContext context(Map<String, String> integrations, Vocabulary vocabulary) {
        Map<String, String> idsByName = new HashMap<>();
        integrations.forEach((id, name) -> idsByName.put(name, id));
        return new FormulaContext(Dialect.DUCKDB, ANY, idsByName, vocabulary);
    }
}
