package io.millrace.console.query;

import io.millrace.console.query.RunningQueries.StopReason;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Turns what the engine throws into answers. What may name a file or an inner state stays inside. */
final class EngineProblems {
    private static final Logger LOG = Logger.getLogger(EngineProblems.class);

    /** Errors that are about the query's text or its data, and whose message helps the caller. */
    private static final List<String> EXPLAINED = List.of(
            "Parser Error",
            "Binder Error",
            "Conversion Error",
            "Out of Range Error",
            "Invalid Type Error",
            "Mismatch Type Error",
            "Division by Zero Error",
            "Invalid Input Error",
            "Invalid Error",
            "Syntax Error");

    private final QueryLimits limits;

    EngineProblems(QueryLimits limits) {
        this.limits = limits;
    }

    Problem of(SQLException error, Optional<StopReason> stopped) {
        if (stopped.isPresent()) {
            return stopped(stopped.get());
        }
        String message = String.valueOf(error.getMessage());
        if (message.startsWith("Out of Memory Error") || message.endsWith(TextGrowth.TOO_LONG)) {
            return Problem.of(
                    422,
                    "query-too-large",
                    "The query needs too much memory",
                    "A query may use " + limits.memoryBytes() / (1 << 20) + " MiB of memory and "
                            + limits.spill().maxBytes() / (1 << 20)
                            + " MiB of disk. Ask for less: a shorter time, fewer columns, fewer groups.");
        }
        if (message.startsWith("Permission Error")) {
            return Problem.of(
                    400,
                    "sql-refused",
                    "The SQL is not allowed",
                    "A query can read the views only: no file, no network.");
        }
        if (message.startsWith("Catalog Error")) {
            return Problem.of(400, "sql-invalid", "The SQL is not valid", withoutHint(message));
        }
        if (EXPLAINED.stream().anyMatch(message::startsWith)) {
            return Problem.of(400, "sql-invalid", "The SQL is not valid", withoutHint(message));
        }
        LOG.errorf("query failed inside the engine: kind=%s", kind(message)); // the message may hold the query or data
        return Problem.of(
                500,
                "query-failed",
                "The query failed",
                "The query engine reported a fault that is not the query's: " + kind(message)
                        + ". The server's log has more.");
    }

    Problem stopped(StopReason reason) {
        return switch (reason) {
            case CANCELLED ->
                Problem.of(409, "query-cancelled", "The query was cancelled", "It was cancelled before it had ended.");
            case TIMED_OUT ->
                Problem.of(
                        408,
                        "query-timeout",
                        "The query took too long",
                        "A query may run for " + limits.timeout().toMillis()
                                + " ms. Ask for less: a shorter time, fewer columns, or an exact name in the filter.");
        };
    }

    private static String kind(String message) {
        int colon = message.indexOf(':');
        String kind = colon > 0 && colon < 40 ? message.substring(0, colon) : "unknown";
        return kind.toLowerCase(Locale.ROOT);
    }

    /** Only the message itself: hints that follow may name settings or functions that are not allowed here. */
    private static String withoutHint(String message) {
        int end = message.indexOf("\n\nLINE");
        String text = end < 0 ? message : message.substring(0, end);
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
