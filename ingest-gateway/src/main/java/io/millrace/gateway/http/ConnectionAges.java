package io.millrace.gateway.http;

import io.vertx.core.http.HttpConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.random.RandomGenerator;

/**
 * Tells which connections have lived long enough, so that long-lived clients spread over new gateways (CON-5, P18). Jittered:
 * the clients of one restart must not come back all at once.
 */
final class ConnectionAges {
    private static final double JITTER = 0.2;

    private final Clock clock;
    private final long maxAgeMillis;
    private final RandomGenerator random;
    /** Weak, because the one close handler of a connection is not ours to take. */
    private final Map<HttpConnection, Long> endsUnixMillis = Collections.synchronizedMap(new WeakHashMap<>());

    ConnectionAges(Clock clock, Duration maxAge, RandomGenerator random) {
        this.clock = clock;
        this.maxAgeMillis = maxAge.toMillis();
        this.random = random;
    }

    /** Whether the connection should end with its next reply. Counts from the first call on. */
    boolean isOver(HttpConnection connection) {
        long now = clock.millis();
        return now >= endsUnixMillis.computeIfAbsent(connection, it -> now + lifeMillis());
    }

    private long lifeMillis() {
        return (long) (maxAgeMillis * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }
}
