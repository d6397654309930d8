package io.millrace.console;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The console's clock, under a name of its own since several stages may share one process. */
final class ConsoleClock {
    private ConsoleClock() {}

    @Produces
    @Singleton
    @Identifier("console")
    static Clock clock() {
        return Clock.systemUTC();
    }
}
