package io.millrace.sink.commit;

import io.millrace.sink.event.EventReader;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of two writers over one topic and one table; everything that happens follows from the seed. */
final class SimSchedule {
    private static final int STEPS = 150;
    private static final int QUIET_STEPS = 400;

    private final Random random;
    private final SimTopic topic;
    private final SimFaults faults;
    private final SimTable table;
    private final List<Member> members = new ArrayList<>();
    private final Set<String> deadLetters = new TreeSet<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private @Nullable Member acting;
    private boolean overtaking;
    private int crashes;
    private int fenced;

    /** Crashes and everything else at random. */
    static SimSchedule atRandom(long seed) {
        Random random = new Random(seed);
        return new SimSchedule(random, SimFaults.atRandom(random));
    }

    /** One crash at a given step; everything else as the seed says. */
    static SimSchedule crashingAt(long seed, long step) {
        Random random = new Random(seed);
        return new SimSchedule(random, SimFaults.crashingAt(random, step));
    }

    private SimSchedule(Random random, SimFaults faults) {
        this.random = random;
        this.topic = new SimTopic(random, 2, 10 + random.nextInt(40));
        this.faults = faults;
        faults.meanwhile(delay -> now = now.plus(delay), this::otherGoesOn);
        this.table = new SimTable(faults);
        members.add(new Member());
        members.add(new Member());
    }

    /** Runs with faults, then without until everything is taken. */
    void run() {
        members.get(0).log.willAssign(new TreeSet<>(Set.of(0, 1)));
        members.get(0).owns.addAll(Set.of(0, 1));
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(25) == 0) {
                moveAPartition();
            }
            stepOne(members.get(random.nextInt(members.size())));
        }
        faults.end();
        for (int step = 0; step < QUIET_STEPS; step++) {
            now = now.plus(Duration.ofSeconds(5));
            members.forEach(this::stepOne);
        }
    }

    List<String> rows() {
        return table.rows();
    }

    /** Records that became durable dead letters, each once: they may be written several times. */
    Set<String> deadLetters() {
        return deadLetters;
    }

    Set<String> rubbish() {
        return topic.rubbish();
    }

    Set<String> truth() {
        return topic.truth();
    }

    long steps() {
        return faults.steps();
    }

    int crashes() {
        return crashes;
    }

    int late() {
        return table.late();
    }

    int fenced() {
        return fenced;
    }

    private void stepOne(Member member) {
        now = now.plusMillis(random.nextInt(700));
        Member before = acting;
        acting = member;
        try {
            member.writer.step();
        } catch (SimFaults.Crash e) {
            crashes++;
            Member reborn = new Member();
            reborn.owns.addAll(member.owns);
            reborn.log.willAssign(new TreeSet<>(member.owns));
            members.set(members.indexOf(member), reborn);
        } finally {
            acting = before;
        }
    }

    /** In the middle of a flush: the group gives a partition to the other, or that one just goes on. */
    private void otherGoesOn() {
        Member flushing = acting;
        if (flushing == null || overtaking) {
            return;
        }
        overtaking = true;
        Member other = members.get(0) == flushing ? members.get(1) : members.get(0);
        if (random.nextBoolean() && !flushing.owns.isEmpty()) {
            Integer partition = flushing.owns.iterator().next();
            flushing.owns.remove(partition);
            other.owns.add(partition);
            flushing.log.willLose(Set.of(partition));
            other.log.willAssign(Set.of(partition));
        }
        stepOne(other);
        overtaking = false;
    }

    /** In order, or by a timeout that the old owner learns of later than the new one: then it is a stale writer. */
    private void moveAPartition() {
        int partition = random.nextInt(topic.partitionCount());
        Member from = members.get(0).owns.contains(partition) ? members.get(0) : members.get(1);
        Member to = members.get(0) == from ? members.get(1) : members.get(0);
        from.owns.remove(partition);
        to.owns.add(partition);
        boolean inOrder = random.nextBoolean();
        if (inOrder) {
            from.log.willRevoke(Set.of(partition));
            stepOne(from);
        }
        to.log.willAssign(Set.of(partition));
        if (!inOrder) {
            for (int step = random.nextInt(8); step > 0; step--) {
                stepOne(members.get(random.nextInt(members.size())));
            }
            if (members.contains(from) && !from.owns.contains(partition)) {
                from.log.willLose(Set.of(partition));
            }
        }
    }

    /** A writer's process. */
    private final class Member {
        private final Set<Integer> owns = new TreeSet<>();
        private final SimLog log = new SimLog(topic, random, faults);
        private final TableWriter writer;

        Member() {
            InstantSource time = () -> now;
            Clock clock = time.withZone(ZoneOffset.UTC);
            CommitPolicy policy = new CommitPolicy(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    5 + random.nextInt(20),
                    1_000_000,
                    Duration.ofMinutes(1));
            this.writer = new TableWriter(
                    new WriterPorts(log, table, new Letters(), row -> false, new CountingObserver(), clock),
                    new EventReader(Signal.LOGS),
                    policy);
        }
    }

    /** Letters of one process: what is not flushed dies with it. */
    private final class Letters implements DeadLetters {
        private final List<String> waiting = new ArrayList<>();

        @Override
        public void put(LogRecord rejected, Reason reason, String description) {
            faults.mayCrash();
            waiting.add(rejected.partition() + ":" + rejected.offset());
        }

        @Override
        public void flush() {
            faults.mayFail("dead letters");
            deadLetters.addAll(waiting);
            waiting.clear();
        }

        @Override
        public void discard() {
            waiting.clear();
        }
    }

    /** Counts what the schedule must have had. */
    private final class CountingObserver implements WriterObserver {
        @Override
        public void judged(int partition, Verdict verdict) {}

        @Override
        public void deadLettered(DeadLetters.Reason reason) {}

        @Override
        public void erased() {}

        @Override
        public void lost(int partition, long records) {
            throw new AssertionError("nothing is lost here");
        }

        @Override
        public void committed(long rows, long sizeBytes, Duration took, Duration oldestWaited) {}

        @Override
        public void fenced() {
            fenced++;
        }

        @Override
        public void unavailable(RuntimeException cause) {}

        @Override
        public void recovered() {}

        @Override
        public void buffered(long rows, long sizeBytes) {}
    }
}
