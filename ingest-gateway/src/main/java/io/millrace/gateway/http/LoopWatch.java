package io.millrace.gateway.http;

import io.millrace.gateway.body.ByteBudget;
import io.millrace.gateway.connection.HeadTimers;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.LongSupplier;

/** Measures how late a timer of every event loop runs: whatever blocks one shows here (P42). */
@ApplicationScoped
class LoopWatch {
    private static final long PERIOD_MILLIS = 100;
    private static final long LATE_MILLIS = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final GatewayMetrics metrics;
    private final ByteBudget budget;
    private final LongSupplier nanoTime = System::nanoTime;

    LoopWatch(Vertx vertx, GatewayMetrics metrics, ByteBudget budget) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.budget = budget;
    }

    void start(@Observes StartupEvent event) {
        metrics.bound("connections.open", "connections that are open", this, watch -> HeadTimers.open());
        metrics.bound("inflight.bytes", "bytes of bodies in flight", budget, ByteBudget::usedBytes);
        metrics.bound("inflight.bytes.limit", "bytes that may be in flight", budget, ByteBudget::totalBytes);
        VertxInternal internal = (VertxInternal) vertx;
        int loops = internal.getEventLoopGroup() instanceof io.netty.util.concurrent.MultithreadEventExecutorGroup group
                ? group.executorCount()
                : 1;
        for (int i = 0; i < loops; i++) {
            internal.createEventLoopContext().runOnContext(start -> watchThisLoop());
        }
    }

    private void watchThisLoop() {
        long[] expected = {nanoTime.getAsLong() + PERIOD_MILLIS * NANOS_PER_MILLI};
        vertx.setPeriodic(PERIOD_MILLIS, id -> {
            long now = nanoTime.getAsLong();
            long lateMillis = (now - expected[0]) / NANOS_PER_MILLI;
            if (lateMillis >= LATE_MILLIS) {
                metrics.loopStall(lateMillis);
            }
            expected[0] = now + PERIOD_MILLIS * NANOS_PER_MILLI;
        });
    }
}
