package io.millrace.console.query.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.query.sql.GateVerdict.Allowed;
import io.millrace.console.query.sql.GateVerdict.Refused;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Decides which SQL of users may run: one SELECT over {@code logs}, {@code metrics}, {@code spans} and its own WITH names,
 * with functions of an allow-list. Everything it does not know, it refuses.
 */
@ApplicationScoped
class SqlGate {
    private static final int MAX_LENGTH = 100_000;

    private final SqlParser parser;
    private final AllowedFunctions functions = AllowedFunctions.load();

    SqlGate(SqlParser parser) {
        this.parser = parser;
    }

    /** Checks a text. */
    GateVerdict check(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Refused(
                    "The statement has " + text.length() + " characters; at most " + MAX_LENGTH + " are allowed.");
        }
        String sql = withoutEnd(text);
        if (sql.isBlank()) {
            return new Refused("There is no statement. Send one SELECT over logs, metrics or spans.");
        }
        JsonNode alone = parser.parse(sql);
        if (alone.path("error").asBoolean()) {
            return new Refused(parseError(alone));
        }
        if (alone.path("statements").size() != 1) {
            return new Refused("Send exactly one SELECT statement; this text holds "
                    + alone.path("statements").size() + ".");
        }
        return walk(sql);
    }

    /** What runs is the text inside a sub-query, so that is also what has to parse and to be walked. */
    private GateVerdict walk(String sql) {
        JsonNode tree = parser.parse("SELECT * FROM (\n" + sql + "\n) LIMIT 1");
        if (tree.path("error").asBoolean() || tree.path("statements").size() != 1) {
            return new Refused(
                    "The statement must stand alone: remove what follows its end, such as a comment after the"
                            + " last semicolon.");
        }
        TreeWalk walk = new TreeWalk(functions);
        try {
            walk.statement(tree.path("statements").get(0));
        } catch (GateException e) {
            return new Refused(e.reason());
        }
        return new Allowed(sql, walk.views());
    }

    private static String parseError(JsonNode tree) {
        String message = tree.path("error_message").asText();
        if (message.startsWith("Only SELECT")) {
            return "Only a single SELECT statement is allowed here: no statement that changes, copies, attaches, loads or"
                    + " sets anything.";
        }
        int hint = message.indexOf("\n\nLINE");
        return "The statement cannot be parsed: " + (hint < 0 ? message : message.substring(0, hint));
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }
}
