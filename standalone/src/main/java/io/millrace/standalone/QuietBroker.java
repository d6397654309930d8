package io.millrace.standalone;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the broker's hundreds of lines about its own start out of sight. The log's configuration does the same, but is read
 * after the broker has started; a configuration that is wrong would else be lost between those lines.
 */
final class QuietBroker {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    private QuietBroker() {}

    static void begin() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
