package io.millrace.benchmarks.sink;

import io.millrace.sink.commit.EventLog;
import io.millrace.sink.commit.LogRecord;
import io.millrace.sink.commit.Polled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A topic of one partition in memory. */
final class MemoryLog implements EventLog {
    private static final int RECORDS_A_POLL = 5_000;

    private final List<byte[]> events;
    private int position;
    private boolean assigned;

    MemoryLog(List<byte[]> events) {
        this.events = events;
    }

    @Override
    public Polled poll(Duration timeout, AssignmentListener listener) {
        if (!assigned) {
            assigned = true;
            listener.assigned(Set.of(0));
            return new Polled(List.of(), Set.of());
        }
        List<LogRecord> records = new ArrayList<>();
        while (records.size() < RECORDS_A_POLL && position < events.size()) {
            records.add(new LogRecord(0, position, 0, events.get(position)));
            position++;
        }
        return new Polled(records, Set.of());
    }

    @Override
    public void seek(int partition, long offset) {
        position = (int) offset;
    }

    @Override
    public String topicId() {
        return "memory";
    }

    @Override
    public OffsetRange range(int partition) {
        return new OffsetRange(0, events.size());
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void publish(Map<Integer, Long> nextOffsets) {}
}
