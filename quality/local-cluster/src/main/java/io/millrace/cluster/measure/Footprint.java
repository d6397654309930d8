package io.millrace.cluster.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes, as Linux says.
 *
 * @param residentMegabytes resident memory now
 * @param highestMegabytes the most it ever was
 * @param cpuSeconds processor time since its start
 */
record Footprint(long residentMegabytes, long highestMegabytes, double cpuSeconds) {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TIME = 11;

    /** Of a process that runs. */
    static Footprint of(long pid) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            String status = Files.readString(folder.resolve("status"));
            String[] stat = Files.readString(folder.resolve("stat"))
                    .replaceFirst("^.*\\) ", "")
                    .split(" ", -1);
            double ticks = Double.parseDouble(stat[USER_TIME]) + Double.parseDouble(stat[USER_TIME + 1]);
            return new Footprint(megabytes(status, "VmRSS"), megabytes(status, "VmHWM"), ticks / TICKS_A_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException("process is not there: " + pid, e);
        }
    }

    /** Bytes of all log segments below a broker's folder whose partition's name begins so. */
    static long logBytes(Path folder, String topics) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> file.toString().contains("/" + topics))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static long megabytes(String status, String field) {
        String line = status.lines()
                .filter(it -> it.startsWith(field + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
}
