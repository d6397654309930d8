package io.millrace.console.minql.drill;

import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Timelines for tests of other packages. */
public final class TimelineRuns {
    private TimelineRuns() {}

    /** Events, then spans of a session. */
    public static List<List<Map<String, @Nullable Object>>> ofSession(
            QueryEngine engine, Caller caller, String session, Instant now) {
        TimelineAnswer answer = new Timelines(engine).read(caller, "q", TimelineOf.SESSION, session, null, now, 1000);
        return List.of(answer.events(), answer.spans());
    }
}
