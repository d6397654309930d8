package io.millrace.console.minql.drill;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a session, prompt or trace.
 *
 * @param queryId id of the query
 * @param of session, prompt or trace
 * @param id its id
 * @param from earliest event time that was looked at
 * @param to latest, exclusive
 * @param events log records in the order in which the client wrote them
 * @param spans spans by start
 * @param truncated whether events or spans were left out
 * @param elapsedMs time that the queries took
 */
record TimelineAnswer(
        String queryId,
        String of,
        String id,
        String from,
        String to,
        List<Map<String, @Nullable Object>> events,
        List<Map<String, @Nullable Object>> spans,
        boolean truncated,
        long elapsedMs) {}
