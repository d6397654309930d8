package io.millrace.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails every test during which an event loop was blocked; found by JUnit as a service. */
public final class NoBlockedLoop implements BeforeEachCallback, AfterEachCallback {
    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord record) {
            BLOCKED.add(String.valueOf(record.getMessage()));
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        CHECKER.removeHandler(LISTENER);
        CHECKER.addHandler(LISTENER);
        BLOCKED.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!BLOCKED.isEmpty()) {
            throw new AssertionError("an event loop was blocked: " + BLOCKED.peek());
        }
    }
}
