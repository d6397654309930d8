package io.millrace.sink;

import io.millrace.sink.commit.Reach;
import io.millrace.sink.commit.TableWriter;
import io.millrace.sink.kafka.KafkaEventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at a writer between two steps: its gaps each time, its lag every few seconds. */
final class WriterWatch {
    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);

    private final SinkMetrics metrics;
    private final Clock clock;
    private final Gaps gaps = new Gaps();
    private final Lag lag = new Lag();
    private Instant nextLagLook = Instant.MIN;

    WriterWatch(SinkMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    Gaps gaps() {
        return gaps;
    }

    /** On the writer's thread. */
    void look(KafkaEventLog log, TableWriter writer) {
        Instant now = clock.instant();
        gaps.look(now, writer);
        List<Gap> open = gaps.open();
        metrics.gaps(open.size(), open.stream().mapToLong(Gap::leftOut).sum());
        if (!now.isBefore(nextLagLook)) {
            log.ends().ifPresent(ends -> metrics.lag(lag.look(now, ends, reached(log, writer))));
            nextLagLook = now.plus(LAG_INTERVAL);
        }
    }

    /** While the catalog cannot say how far the table is, the group's offsets do, which follow it. */
    private static Map<Integer, Reach> reached(KafkaEventLog log, TableWriter writer) {
        Map<Integer, Reach> reached = writer.reached();
        if (!reached.isEmpty()) {
            return reached;
        }
        Map<Integer, Reach> published = new HashMap<>();
        log.published().forEach((partition, offset) -> published.put(partition, new Reach(offset, -1)));
        return published;
    }
}
