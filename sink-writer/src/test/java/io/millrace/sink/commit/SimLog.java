package io.millrace.sink.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One member's view of the topic; what the group decides is delivered at the next poll. */
final class SimLog implements EventLog {
    private final SimTopic topic;
    private final Random random;
    private final SimFaults faults;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Set<Integer> assigned = new TreeSet<>();
    private final List<Change> changes = new ArrayList<>();
    private boolean paused;

    SimLog(SimTopic topic, Random random, SimFaults faults) {
        this.topic = topic;
        this.random = random;
        this.faults = faults;
    }

    void willAssign(Set<Integer> partitions) {
        changes.add(new Change(Kind.ASSIGNED, partitions));
    }

    void willRevoke(Set<Integer> partitions) {
        changes.add(new Change(Kind.REVOKED, partitions));
    }

    void willLose(Set<Integer> partitions) {
        changes.add(new Change(Kind.LOST, partitions));
    }

    @Override
    public Polled poll(Duration timeout, AssignmentListener listener) {
        faults.mayCrash();
        for (Change change : List.copyOf(changes)) {
            deliver(change, listener);
        }
        changes.clear();
        List<LogRecord> records = new ArrayList<>();
        if (!paused) {
            assigned.forEach(partition -> take(partition, records));
        }
        return new Polled(records, Set.of());
    }

    private void deliver(Change change, AssignmentListener listener) {
        switch (change.kind()) {
            case ASSIGNED -> {
                assigned.addAll(change.partitions());
                listener.assigned(change.partitions());
            }
            case REVOKED -> {
                listener.revoked(change.partitions());
                assigned.removeAll(change.partitions());
            }
            case LOST -> {
                assigned.removeAll(change.partitions());
                listener.lost(change.partitions());
            }
        }
    }

    private void take(int partition, List<LogRecord> records) {
        List<byte[]> log = topic.partition(partition);
        long position = positions.getOrDefault(partition, 0L);
        int count = random.nextInt(6);
        while (count-- > 0 && position < log.size()) {
            records.add(new LogRecord(partition, position, 0, log.get((int) position)));
            position++;
        }
        positions.put(partition, position);
    }

    @Override
    public void seek(int partition, long offset) {
        if (!assigned.contains(partition)) {
            throw new AssertionError("seek in a partition that is not assigned: " + partition);
        }
        positions.put(partition, offset);
    }

    @Override
    public String topicId() {
        return SimTopic.ID;
    }

    @Override
    public OffsetRange range(int partition) {
        return new OffsetRange(0, topic.partition(partition).size());
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
        faults.mayCrash();
    }

    private enum Kind {
        ASSIGNED,
        REVOKED,
        LOST
    }

    private record Change(Kind kind, Set<Integer> partitions) {}
}
