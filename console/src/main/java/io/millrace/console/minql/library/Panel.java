package io.millrace.console.minql.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A ready-made report.
 *
 * @param id id inside its board
 * @param title title
 * @param chart how it is drawn
 * @param signals signals it needs: logs, metrics, traces
 * @param description how its figures are defined
 * @param query query in the form of the query API; {@code $source} stands for the integration
 */
public record Panel(String id, String title, String chart, List<String> signals, String description, JsonNode query) {
    /** Copies the list. */
    public Panel {
        signals = List.copyOf(signals);
    }

    /** The same panel as another one of a board. */
    Panel named(String newId, String newTitle) {
        return new Panel(newId, newTitle, chart, signals, description, query);
    }
}
