package io.millrace.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the settings of commits come to: how many files a day, and what is silly about them. A batch ends by its age, or earlier
 * if it is full.
 *
 * @param interval time between two commits of a table
 * @param linger how long the first event of a batch waits for others
 * @param maxRows rows that end a batch
 * @param maxBytes bytes in memory that end a batch of one table
 * @param tables number of tables
 */
record CommitSettings(Duration interval, Duration linger, long maxRows, long maxBytes, int tables) {
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(200);
    private static final Duration MOST_INTERVAL = Duration.ofDays(1);
    private static final long LEAST_BYTES = 1 << 20;
    private static final long MANY_FILES_A_DAY = 300_000;
    private static final long FEW_ROWS = 1_000;
    private static final long BYTES_A_ROW = 2_000;

    CommitSettings {
        require(between(interval, LEAST_INTERVAL, MOST_INTERVAL), "interval must be 200ms to 1d: " + interval);
        require(between(linger, Duration.ZERO, MOST_INTERVAL), "linger must be 0 to 1d: " + linger);
        require(maxRows >= 1, "max-rows must be at least 1: " + maxRows);
        require(maxBytes >= LEAST_BYTES, "max-buffered must be at least 1M for each of " + tables + " tables");
    }

    /** Files a day of one sink under constant load, as long as age ends its batches. */
    long filesADay() {
        return tables * Duration.ofDays(1).toMillis() / interval.toMillis();
    }

    /** Events a second of one table from which on batches end because they are full: then there are more files. */
    long fullFrom() {
        return Math.min(maxRows, maxBytes / BYTES_A_ROW) * 1_000 / interval.toMillis();
    }

    /** For the log at start. */
    String expectation() {
        return String.format(
                Locale.ROOT,
                "under constant load this sink writes about %d files a day before they are joined; above about %d events a"
                        + " second and table a batch is full before it is %d ms old, and there are more",
                filesADay(),
                fullFrom(),
                interval.toMillis());
    }

    /** What will do harm, a sentence each; empty if nothing will. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (filesADay() > MANY_FILES_A_DAY) {
            warnings.add("millrace.sink.commit.interval=" + interval + " makes up to " + filesADay()
                    + " files a day: more than joining keeps up with");
        }
        if (maxRows < FEW_ROWS) {
            warnings.add("millrace.sink.commit.max-rows=" + maxRows + " makes a file of every " + maxRows
                    + " rows under load: joining will not keep up, and reading will be slow");
        }
        return warnings;
    }

    private static boolean between(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("millrace.sink.commit." + message);
        }
    }
}
