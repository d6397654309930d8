package io.millrace.console.minql.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The boards that ship, read once. */
@Singleton
public class Library {
    /** What stands for the integration in the formulas. */
    static final String SOURCE = "$source";

    /** Properties that every board can be filtered by, by what people call them. */
    static final Map<String, String> FILTERS = filters();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BOARDS = List.of(
            "overview",
            "cost",
            "adoption",
            "output",
            "tools",
            "reliability",
            "sessions",
            "prompts",
            "governance",
            "health",
            "samples");

    private final Map<String, Board> boards = new LinkedHashMap<>();

    /** Reads the boards. */
    public Library() {
        for (String id : BOARDS) {
            boards.put(id, board(read(id)));
        }
    }

    /** All boards in order. */
    public List<Board> boards() {
        return List.copyOf(boards.values());
    }

    /** A board for an integration: its formulas name it. */
    public Optional<Board> board(String id, String referenceName) {
        return Optional.ofNullable(boards.get(id))
                .map(board -> new Board(
                        board.id(),
                        board.title(),
                        board.description(),
                        board.panels().stream()
                                .map(panel -> new Panel(
                                        panel.id(),
                                        panel.title(),
                                        panel.chart(),
                                        panel.signals(),
                                        panel.description(),
                                        withSource(panel.query(), referenceName)))
                                .toList()));
    }

    private Board board(JsonNode node) {
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : node.path("panels")) {
            panels.add(panel.has("from") ? repeated(panel) : JSON.convertValue(panel, Panel.class));
        }
        return new Board(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("description").asText(),
                panels);
    }

    /** A panel that another board has too. */
    private Panel repeated(JsonNode panel) {
        String[] from = panel.path("from").asText().split("/", 2);
        return Optional.ofNullable(boards.get(from[0])).stream()
                .flatMap(board -> board.panels().stream())
                .filter(candidate -> candidate.id().equals(from[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the library has no panel " + panel.path("from")))
                .named(panel.path("id").asText(), panel.path("title").asText());
    }

    private static JsonNode withSource(JsonNode node, String referenceName) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replace(SOURCE, referenceName));
        }
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(withSource(element, referenceName)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties()
                    .forEach(member -> object.set(member.getKey(), withSource(member.getValue(), referenceName)));
            return object;
        }
        return node;
    }

    private static JsonNode read(String id) {
        try (InputStream stream = Library.class.getResourceAsStream(id + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("missing resource: " + id + ".json");
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the board " + id, e);
        }
    }

    private static Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("user", "coalesce(userEmail, userAccountUuid, userId)");
        filters.put("team", "teamId");
        filters.put("model", "model");
        filters.put("project", "repository");
        filters.put("terminal", "terminalType");
        return java.util.Collections.unmodifiableMap(filters);
    }
}
