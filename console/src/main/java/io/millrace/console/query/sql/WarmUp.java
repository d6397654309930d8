package io.millrace.console.query.sql;

import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Loads the engine's native library and the parser once at start, beside the start, so that no user waits for it. */
class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    void atStart(@Observes StartupEvent start, SqlGate gate, QueryEngine engine, QueryStart settings) {
        if (!settings.warmUp()) {
            return;
        }
        Thread thread = new Thread(() -> warm(gate, engine), "query-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void warm(SqlGate gate, QueryEngine engine) {
        try {
            gate.check("SELECT count(*) FROM logs");
            engine.warmUp();
        } catch (RuntimeException | LinkageError e) {
            LOG.errorf(e, "the query engine cannot be loaded; queries will fail");
        }
    }
}
