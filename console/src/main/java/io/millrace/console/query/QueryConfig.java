package io.millrace.console.query;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of queries. */
@ConfigMapping(prefix = "millrace.console.query")
interface QueryConfig {

    /** What answers formulas, reports and timelines: {@code duckdb} in this process, or {@code trino} beside it. */
    @WithDefault("duckdb")
    EngineKind engine();

    /** The Trino server or cluster, for {@link #engine()} {@code trino}. */
    Trino trino();

    /** Whether the engine is loaded at start, so that the first query does not wait for it. */
    @WithDefault("true")
    boolean warmUp();

    /** Queries that run at the same time. From 1. */
    @WithDefault("4")
    int concurrent();

    /** Queries of one organization that run at the same time. From 1 to {@link #concurrent()}. */
    @WithDefault("3")
    int concurrentPerOrganization();

    /** Queries that may wait for a slot; more are refused with 503. From 0. */
    @WithDefault("32")
    int waiting();

    /** Longest wait for a slot. */
    @WithDefault("10s")
    Duration maxWait();

    /** Longest run of a query. From 100ms. */
    @WithDefault("30s")
    Duration timeout();

    /** Memory of the engine for one query. From 32M; the process needs this times {@link #concurrent()} besides its heap. */
    @WithDefault("256M")
    MemorySize memory();

    /** Threads of the engine for one query. From 1. */
    @WithDefault("2")
    int threads();

    /** Folder for what does not fit into memory; a folder in the system's temporary directory if absent. */
    Optional<Path> spillDirectory();

    /** Most that one query may spill. */
    @WithDefault("2G")
    MemorySize maxSpill();

    /** Copies of data files that are kept on this machine when the warehouse is an object store. */
    @WithDefault("10G")
    MemorySize fileCache();

    /** How often copies go whose files the tables hold no more: their rows may have been deleted. From 1s. */
    @WithDefault("5m")
    Duration fileCacheLook();

    /** Engine instances that wait for the next report over the same files; 0 for none. */
    @WithDefault("6")
    int idleEngines();

    /** Answers that are kept for the same question over the same data files; 0 for none. */
    @WithDefault("64M")
    MemorySize resultCache();

    /** Rows of an answer when the request names no limit. From 1. */
    @WithDefault("1000")
    int rows();

    /** Most rows of an answer. From 1. */
    @WithDefault("100000")
    int maxRows();

    /** Most bytes of an answer's values; more ends the answer as truncated. */
    @WithDefault("32M")
    MemorySize maxAnswer();

    /** A Trino server or cluster. */
    interface Trino {

        /**
         * JDBC URL with catalog and schema of the event tables, such as
         * {@code jdbc:trino://trino.example.com:443/lake/millrace?SSL=true}. No default; needed for {@code trino}.
         */
        Optional<String> url();

        /** User that the console is there. It needs no right but to read the event tables. */
        @WithDefault("millrace")
        String user();

        /** Its password, which Trino takes over TLS only. No default. */
        Optional<String> password();
    }
}
