package io.millrace.sink;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the sink. */
@ConfigMapping(prefix = "millrace.sink")
interface SinkConfig {

    /** Whether this process writes events to the tables. */
    @WithDefault("true")
    boolean enabled();

    /** Consumer group that divides the partitions among sinks; the signal's name is added. Its offsets are for display. */
    @WithDefault("millrace-sink")
    String group();

    /** When a batch becomes a table commit: whichever limit is reached first. */
    Commit commit();

    /** How long a stop may wait for the last commit. */
    @WithDefault("20s")
    Duration drainTimeout();

    /** After how long a missing event becomes an alarm. */
    @WithDefault("2m")
    Duration gapAlarmAfter();

    /** Limits of one batch. */
    interface Commit {
        /**
         * Time between two commits of a table while events come, 200ms to 1d. Every commit adds a snapshot and a file; after a
         * quiet time the first events are committed at once. The manifests for clusters set 10s.
         */
        @WithDefault("1s")
        Duration interval();

        /** How long the first event after a quiet time waits for others, 0 to 1d. */
        @WithDefault("50ms")
        Duration linger();

        /** Rows that end a batch early, from 1. */
        @WithDefault("200000")
        long maxRows();

        /** Memory of buffered rows and dead letters, for all tables together, that ends a batch early; from 3M. */
        @WithDefault("96M")
        MemorySize maxBuffered();
    }
}
