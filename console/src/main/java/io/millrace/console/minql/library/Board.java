package io.millrace.console.minql.library;

import java.util.List;

/**
 * A ready-made board.
 *
 * @param id id
 * @param title title
 * @param description what it is for
 * @param panels its panels in order
 */
public record Board(String id, String title, String description, List<Panel> panels) {
    /** Copies the list. */
    public Board {
        panels = List.copyOf(panels);
    }
}
