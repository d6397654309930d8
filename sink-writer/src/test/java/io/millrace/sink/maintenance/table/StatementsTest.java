package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final Statements statements = new Statements();

    @Test
    void areCancelledUntilTheLastHasEnded() {
        AtomicInteger cancels = new AtomicInteger();
        statements.add(statement(self -> {
            if (cancels.incrementAndGet() == 3) { // the first two came before it ran
                statements.remove(self);
            }
        }));

        assertThat(statements.stop(LIMIT)).isTrue();

        assertThat(cancels).hasValue(3);
    }

    @Test
    void areGivenUpAfterALimit() {
        statements.add(statement(self -> {}));

        assertThat(statements.stop(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void beginNoMoreOnceTheyAreStopped() throws SQLException {
        RewriteLimits limits = new RewriteLimits(folder, 64L << 20, 1, 1L << 20);
        try (Engine engine = Engine.open(limits, 1, folder.resolve("spill"), statements)) {
            assertThat(statements.stop(Duration.ofMillis(1))).isFalse();

            assertThatThrownBy(engine::statement).hasMessage("the rewrite was stopped");
            assertThatThrownBy(() -> engine.identities("SELECT 1, 'one'")).hasMessage("the rewrite was stopped");
        }
        assertThat(statements.stop(LIMIT)).isTrue();
    }

    @Test
    void refuseAnEngineThatOpensTooLate() {
        statements.stop(LIMIT);

        assertThatThrownBy(() -> Engine.open(
                        new RewriteLimits(folder, 64L << 20, 1, 1L << 20), 1, folder.resolve("spill"), statements))
                .hasMessage("the rewrite was stopped");
    }

    /** A statement that can only be cancelled. */
    private static Statement statement(Consumer<Statement> cancelled) {
        return (Statement) Proxy.newProxyInstance(
                StatementsTest.class.getClassLoader(), new Class<?>[] {Statement.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "cancel" -> cancelled.accept((Statement) proxy);
                        case "hashCode" -> {
                            return 1;
                        }
                        case "equals" -> {
                            return proxy == arguments[0];
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }
}
