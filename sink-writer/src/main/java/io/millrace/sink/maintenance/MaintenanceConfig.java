package io.millrace.sink.maintenance;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of table maintenance. */
@ConfigMapping(prefix = "millrace.maintenance")
interface MaintenanceConfig {

    /** Whether this process maintains the tables. Several may: one at a time does it for each table. */
    @WithDefault("true")
    boolean enabled();

    /** Time between two looks at what is due. From 1s. */
    @WithDefault("1m")
    Duration interval();

    /** After how long without a commit of its own a maintainer counts as dead and another takes over. From 1m. */
    @WithDefault("10m")
    Duration lease();

    /** Requested runs that may wait; more are refused with 503. From 1. */
    @WithDefault("16")
    int waitingRuns();

    /** Joining of small files. */
    Join join();

    /** Expiry of snapshots. */
    Snapshots snapshots();

    /** Removal of files that no snapshot holds. */
    Orphans orphans();

    /** How long rows are kept. */
    Retention retention();

    /** Deletions on request. */
    Deletions deletions();

    /** What the engine that rewrites files may use. */
    Rewrite rewrite();

    /** Which files are joined. */
    interface Join {
        /** Size that joined files aim at. */
        @WithDefault("128M")
        MemorySize targetSize();

        /** Size up to which files of the open day are joined; when the day is over they are joined up to the target. */
        @WithDefault("32M")
        MemorySize smallSize();

        /** Files of about one size that are worth joining in the open day. From 2. */
        @WithDefault("8")
        int minFiles();

        /** How long after its end a UTC day counts as over. */
        @WithDefault("1h")
        Duration closedAfter();
    }

    /** When snapshots expire. */
    interface Snapshots {
        /** How long a snapshot is kept, at least as long as the longest query: its files are there as long. The lease if less. */
        @WithDefault("15m")
        Duration keep();

        /** Time between two runs. */
        @WithDefault("5m")
        Duration interval();
    }

    /** When orphans are removed. */
    interface Orphans {
        /** Age of a file from which on it may be removed: three times the longest write at least. From 1h. */
        @WithDefault("24h")
        Duration olderThan();

        /** Time between two runs. */
        @WithDefault("12h")
        Duration interval();
    }

    /** How long rows are kept. */
    interface Retention {
        /** Whole UTC days that rows of any integration are kept; for ever if absent. From 1. */
        Optional<Integer> longestDays();

        /** Time between two runs. */
        @WithDefault("1h")
        Duration interval();
    }

    /** Deletions on request. */
    interface Deletions {
        /** Time between two looks for rows of deletions that are not done yet. */
        @WithDefault("10m")
        Duration interval();
    }

    /** What the engine that rewrites files may use. */
    interface Rewrite {
        /** Local folder for new files and for what does not fit into memory. */
        @WithDefault("${millrace.data-dir:data}/maintenance")
        Path folder();

        /** Memory of the engine besides the heap. From 64M. */
        @WithDefault("1G")
        MemorySize memory();

        /** Threads of the engine, which share its memory; fewer join where each would have less than 256M. From 1. */
        @WithDefault("2")
        int threads();

        /** Most that it may spill to the folder. */
        @WithDefault("8G")
        MemorySize maxSpill();
    }
}
