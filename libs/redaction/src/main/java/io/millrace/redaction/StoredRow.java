package io.millrace.redaction;

import static java.util.Map.entry;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at a row of the tables as the walker looks at a record: every column that holds text the sender chose. */
final class StoredRow {
    private static final Map<String, Location> TEXTS = Map.ofEntries(
            entry("body", Location.BODY),
            entry("name", Location.NAME),
            entry("severity", Location.SEVERITY),
            entry("description", Location.DESCRIPTION),
            entry("unit", Location.UNIT),
            entry("trace_state", Location.TRACE_STATE),
            entry("status_message", Location.STATUS_MESSAGE),
            entry("scope_name", Location.SCOPE_NAME),
            entry("scope_version", Location.SCOPE_VERSION),
            entry("scope_schema_url", Location.SCOPE_SCHEMA_URL),
            entry("resource_schema_url", Location.RESOURCE_SCHEMA_URL));
    private static final Map<String, Location> ATTRIBUTES = Map.of(
            "attributes", Location.ATTRIBUTES,
            "resource_attributes", Location.RESOURCE_ATTRIBUTES,
            "scope_attributes", Location.SCOPE_ATTRIBUTES,
            "metadata", Location.METADATA);
    private static final Map<String, Location> LISTS = Map.of(
            "events", Location.EVENT_ATTRIBUTES,
            "links", Location.LINK_ATTRIBUTES,
            "exemplars", Location.EXEMPLAR_ATTRIBUTES);
    private static final Map<String, Location> TEXTS_IN_LISTS =
            Map.of("events.name", Location.EVENT_NAME, "links.trace_state", Location.LINK_TRACE_STATE);

    private final Rules rules;
    private final ValueWalker values;
    private final Place place = new Place();
    private final List<Redaction> found = new ArrayList<>();

    StoredRow(Rules rules) {
        this.rules = rules;
        this.values = new ValueWalker(rules);
    }

    /** What would be touched, in the order of the columns. */
    List<Redaction> touched(Map<String, String> columns) {
        columns.forEach((name, text) -> {
            Location location = TEXTS.get(name);
            if (location != null && !text.isEmpty()) {
                rules.text(place.at(location, 0), text, found);
            } else if (ATTRIBUTES.containsKey(name)) {
                attributes(ATTRIBUTES.getOrDefault(name, Location.ATTRIBUTES), 0, StoredJson.read(text));
            } else if (LISTS.containsKey(name)) {
                list(name, StoredJson.read(text));
            }
        });
        return List.copyOf(found);
    }

    private void list(String column, AnyValue list) {
        if (!(list instanceof AnyValue.Array elements)) {
            return;
        }
        for (int i = 0; i < elements.values().size(); i++) {
            for (Attribute member : StoredJson.attributes(elements.values().get(i))) {
                Location location = TEXTS_IN_LISTS.get(column + "." + member.key());
                if (member.key().equals("attributes")) {
                    attributes(LISTS.getOrDefault(column, Location.ATTRIBUTES), i, member.value());
                } else if (location != null && member.value() instanceof AnyValue.Text text) {
                    rules.text(place.at(location, i), text.value(), found);
                }
            }
        }
    }

    private void attributes(Location location, int index, AnyValue map) {
        values.attributes(place, location, index, StoredJson.attributes(map), found);
    }
}
