package io.millrace.sink.commit;

import io.millrace.sink.event.EventText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A topic without end: any number of partitions, each a chain of events as long as somebody polls. */
final class FakeLog implements EventLog {
    static final byte[] RUBBISH = new byte[1_000];

    private final Map<Integer, Long> positions = new TreeMap<>();
    private final int recordsAPoll;
    private Collection<Integer> coming;
    private long first;
    private int turn;
    private boolean paused;
    private boolean rubbish;
    private Map<Integer, Long> published = Map.of();

    FakeLog(int partitions, int recordsAPoll) {
        this.recordsAPoll = recordsAPoll;
        List<Integer> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(partition);
        }
        this.coming = all;
    }

    /** The topic begins here now: what was before is gone. */
    void forgetBefore(long offset) {
        first = offset;
    }

    /** From now on the topic holds nothing that is an event. */
    void turnsIntoRubbish() {
        rubbish = true;
    }

    boolean isPaused() {
        return paused;
    }

    Map<Integer, Long> published() {
        return published;
    }

    @Override
    public Polled poll(Duration timeout, AssignmentListener listener) {
        if (!coming.isEmpty()) {
            coming.forEach(partition -> positions.put(partition, 0L));
            Collection<Integer> assigned = coming;
            coming = List.of();
            listener.assigned(assigned);
            return new Polled(List.of(), Set.of());
        }
        List<LogRecord> records = new ArrayList<>();
        if (paused) {
            return new Polled(records, Set.of());
        }
        int partition = turn++ % positions.size();
        long position = positions.getOrDefault(partition, 0L);
        if (position < first) {
            return new Polled(records, Set.of(partition));
        }
        for (int count = 0; count < recordsAPoll; count++) {
            records.add(new LogRecord(partition, position, 0, rubbish ? RUBBISH : event(partition, position)));
            position++;
        }
        positions.put(partition, position);
        return new Polled(records, Set.of());
    }

    private static byte[] event(int partition, long offset) {
        @Nullable String previous = offset == 0 ? null : "[0," + (offset - 1) + ",0]";
        return EventText.event("raw", partition, offset, 0)
                .chainedAfter(previous)
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void seek(int partition, long offset) {
        positions.put(partition, offset);
    }

    @Override
    public String topicId() {
        return "events";
    }

    @Override
    public OffsetRange range(int partition) {
        return new OffsetRange(first, Long.MAX_VALUE);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void publish(Map<Integer, Long> nextOffsets) {
        published = nextOffsets;
    }
}
