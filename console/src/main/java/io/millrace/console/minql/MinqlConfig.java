package io.millrace.console.minql;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of stored reports, exports and completion. */
@ConfigMapping(prefix = "millrace.console.minql")
public interface MinqlConfig {

    /** Properties, metrics, reports and dashboards of one organization at most. From 1. */
    @WithDefault("10000")
    int storedItems();

    /**
     * How far before a report's period points are read, for the first increments of cumulative series. A series whose point
     * before lies further back begins with 0. From 0s; longer reads more.
     */
    @WithDefault("24h")
    Duration lookBack();

    /** How long the ledger's counts by the hour are kept, which formulas read as the source {@code ledger}. From 1h. */
    @WithDefault("400d")
    Duration ledgerKept();

    /** Exports. */
    Export export();

    /** Statistics of attributes, for completion. */
    Seen seen();

    /** Bounds of exports. */
    interface Export {
        /** Folder for finished exports; {@code exports} in the data folder if absent. */
        Optional<Path> directory();

        /** Exports that run at the same time. From 1. */
        @WithDefault("1")
        int concurrent();

        /** Exports of one organization that wait, run or are kept. From 1. */
        @WithDefault("20")
        int perOrganization();

        /** Longest run of one export. */
        @WithDefault("10m")
        Duration timeout();

        /** Most rows of one export. From 1. */
        @WithDefault("10000000")
        long maxRows();

        /** Largest file of one export; more ends it as failed. */
        @WithDefault("1G")
        MemorySize maxBytes();

        /** How long a finished export is kept. */
        @WithDefault("24h")
        Duration kept();
    }

    /** How attribute keys and values are counted. */
    interface Seen {
        /** How often new data files are looked for; zero for never. */
        @WithDefault("30s")
        Duration interval();

        /** Data files that are read in one look, the newest first. From 1. */
        @WithDefault("8")
        int filesAtOnce();

        /** Values that are kept of each key, the most frequent ones. From 1. */
        @WithDefault("50")
        int valuesPerKey();

        /** Keys of one integration that are kept. From 1. */
        @WithDefault("2000")
        int keysPerIntegration();
    }
}
