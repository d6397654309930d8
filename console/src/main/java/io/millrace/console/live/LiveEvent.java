package io.millrace.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to viewers.
 *
 * @param organizationId organization that owns it
 * @param integrationId integration it was sent to
 * @param shown what viewers see: its columns, long texts cut
 */
record LiveEvent(String organizationId, String integrationId, JsonNode shown) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 400;
    private static final int LARGEST_NESTED = 4_000;
    private static final Set<String> INTERNAL =
            Set.of("v", "prev", "org_id", "resource_attributes", "scope_attributes");

    /** Reads an event; empty if it is none. */
    static Optional<LiveEvent> read(String signal, byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode event = JSON.readTree(value);
            String organizationId = event.path("org_id").asText("");
            String integrationId = event.path("integration_id").asText("");
            return organizationId.isEmpty() || !event.isObject()
                    ? Optional.empty()
                    : Optional.of(new LiveEvent(organizationId, integrationId, shown(signal, event)));
        } catch (IOException e) {
            return Optional.empty(); // the sink reports what cannot be read; here it is only not shown
        }
    }

    private static JsonNode shown(String signal, JsonNode event) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("signal", signal);
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!INTERNAL.contains(field.getKey())) {
                shown.set(field.getKey(), cut(field.getValue()));
            }
        }
        return shown;
    }

    private static JsonNode cut(JsonNode value) {
        if (value.isTextual()) {
            String text = value.asText();
            return text.length() <= LONGEST_TEXT
                    ? value
                    : JSON.getNodeFactory().textNode(text.substring(0, LONGEST_TEXT) + "…");
        }
        if (value.isContainerNode() && value.toString().length() > LARGEST_NESTED) {
            return JSON.getNodeFactory().textNode("too large to be shown here");
        }
        return value;
    }
}
