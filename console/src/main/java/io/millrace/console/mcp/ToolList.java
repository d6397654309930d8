package io.millrace.console.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tools are called and take. */
final class ToolList {
    private static final Map<String, Object> PERIOD = period();

    /** Every tool, in the form of the protocol. */
    static final List<Map<String, Object>> TOOLS = List.of(
            tool(
                    "list_sources",
                    "List sources",
                    "Integrations by reference name, their tables, the names of events, metrics and spans seen, and the"
                            + " organization's own properties and metrics.",
                    Map.of(),
                    List.of()),
            tool(
                    "list_fields",
                    "List fields",
                    "Fields of a table with type and attribute key; with values_of the frequent values of one"
                            + " attribute key.",
                    Map.of(
                            "table", text("logs, metrics or traces; all if absent"),
                            "search", text("part of a name"),
                            "values_of", text("an attribute key such as model or tool_name")),
                    List.of()),
            tool(
                    "run_formula",
                    "Run a formula",
                    "Runs one minQL metric, such as claudeCode.event('api_request').sum(costUsd), optionally by"
                            + " interval, X axis, breakdown and filters.",
                    with(
                            PERIOD,
                            Map.of(
                                    "formula", text("a metric"),
                                    "interval", text("minute, hour, day, week, month, quarter, year, auto or whole"),
                                    "x", text("property for the X axis, instead of interval"),
                                    "breakdown", texts("up to two properties"),
                                    "filters", texts("conditions on rows"))),
                    List.of("formula")),
            tool(
                    "list_reports",
                    "List reports",
                    "Stored reports that the key's user may read, and the panels of the library.",
                    Map.of(),
                    List.of()),
            tool(
                    "run_report",
                    "Run a report",
                    "Runs a stored report by id, or a panel of the library as board/panel.",
                    with(
                            PERIOD,
                            Map.of(
                                    "report", text("id of a stored report, or board/panel of the library"),
                                    "integration", text("reference name, for a panel of the library"),
                                    "filters", texts("further conditions on rows"))),
                    List.of("report")));

    private ToolList() {}

    private static Map<String, Object> tool(
            String name, String title, String description, Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", name);
        tool.put("title", title);
        tool.put("description", description + " Read-only.");
        tool.put("inputSchema", schema);
        tool.put(
                "annotations",
                Map.of("readOnlyHint", true, "destructiveHint", false, "idempotentHint", true, "openWorldHint", false));
        return tool;
    }

    private static Map<String, Object> period() {
        return Map.of(
                "from", text("first day or instant, such as 2026-11-01; the last 30 days if absent"),
                "to", text("end, exclusive"),
                "timeZone", text("such as Europe/Berlin; UTC if absent"),
                "limit", Map.of("type", "integer", "description", "most rows, 200 if absent", "minimum", 1));
    }

    private static Map<String, Object> with(Map<String, Object> properties, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.putAll(properties);
        return all;
    }

    private static Map<String, Object> text(String description) {
        return Map.of("type", "string", "description", description);
    }

    private static Map<String, Object> texts(String description) {
        return Map.of("type", "array", "items", Map.of("type", "string"), "description", description);
    }
}
