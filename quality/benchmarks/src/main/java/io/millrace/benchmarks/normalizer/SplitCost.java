package io.millrace.benchmarks.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * CPU time and allocation for each log record, in memory, on one thread: the floor (one streaming pass that copies each
 * record), reading alone, splitting without detectors, and splitting with the default policy. The cases take turns, so that
 * what else the machine does hits them alike. Arguments: milliseconds of one turn, turns, least and largest size of a record.
 */
final class SplitCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RECORDS_PER_BODY = 100;
    private static final int MAX_EVENT_BYTES = 8_000_000;

    private final List<byte[]> bodies;
    private final Splitter splitter =
            new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), MAX_EVENT_BYTES, Long.MAX_VALUE);
    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);
    private final RawOrigin origin = new RawOrigin(
            new RawHeaders("org", "int", "key", 1_795_384_800_000L, RequestDigest.of("int", new byte[0]), 0, 1, null),
            "topic",
            0,
            0,
            0);
    private long sink;

    private SplitCost(List<byte[]> bodies) {
        this.bodies = bodies;
    }

    /** Runs all cases and prints one line for each. */
    public static void main(String[] args) {
        long turnMillis = args.length > 0 ? Long.parseLong(args[0]) : 2_000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        int least = args.length > 2 ? Integer.parseInt(args[2]) : 900;
        int largest = args.length > 3 ? Integer.parseInt(args[3]) : 1_150;
        new SplitCost(LogBatches.of(RECORDS_PER_BODY, least, largest)).run(turnMillis, turns);
    }

    private void run(long turnMillis, int turns) {
        Map<String, Consumer<byte[]>> cases = new LinkedHashMap<>();
        cases.put("copy each record", body -> sink += LogBatches.records(body).size());
        cases.put("validate", body -> sink += reader.validate(Signal.LOGS, body).hashCode());
        cases.put("read", body -> sink += read(body));
        cases.put("split, no detectors", split(new RedactionPolicy(false, false, List.of())));
        cases.put("split, default policy", split(RedactionPolicy.DEFAULT));
        double bytes =
                bodies.stream().mapToInt(body -> body.length).sum() / (double) (bodies.size() * RECORDS_PER_BODY);
        System.out.printf("%d bodies of %d records, %.0f bytes a record%n", bodies.size(), RECORDS_PER_BODY, bytes);
        Map<String, double[]> nanos = new LinkedHashMap<>();
        Map<String, Double> allocated = new LinkedHashMap<>();
        cases.forEach((name, work) -> turn(work, turnMillis)); // compiles
        for (int turn = 0; turn < turns; turn++) {
            int column = turn;
            cases.forEach((name, work) -> {
                double[] measured = turn(work, turnMillis);
                nanos.computeIfAbsent(name, key -> new double[turns])[column] = measured[0];
                allocated.put(name, measured[1]);
            });
        }
        nanos.forEach((name, values) -> print(name, values, bytes, allocated.getOrDefault(name, 0.0)));
        System.out.println("check " + (sink != 0));
    }

    private int read(byte[] body) {
        RecordCounter counter = new RecordCounter();
        reader.read(Signal.LOGS, body, counter);
        return counter.count();
    }

    private Consumer<byte[]> split(RedactionPolicy policy) {
        Treatment treatment =
                new Treatment(CompiledPolicy.compile(policy, new HmacKeys(new byte[16], "org")), Erasure.NONE);
        return body -> sink += splitter.split(origin, Signal.LOGS, body, treatment, null)
                .events()
                .size();
    }

    /** CPU nanoseconds and allocated bytes for each record. */
    private double[] turn(Consumer<byte[]> work, long turnMillis) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long memory = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long records = 0;
        while (THREADS.getCurrentThreadCpuTime() - cpu < turnMillis * 1_000_000) {
            for (byte[] body : bodies) {
                work.accept(body);
                records += RECORDS_PER_BODY;
            }
        }
        long usedCpu = THREADS.getCurrentThreadCpuTime() - cpu;
        long usedMemory = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - memory;
        return new double[] {usedCpu / (double) records, usedMemory / (double) records};
    }

    private static void print(String name, double[] nanos, double bytes, double allocated) {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        System.out.printf(
                "%-24s %7.0f ns a record (%.0f to %.0f)  %8.0f records/s  %6.1f MB/s  %7.0f B allocated%n",
                name, median, sorted[0], sorted[sorted.length - 1], 1e9 / median, 1e3 / median * bytes, allocated);
    }
}
