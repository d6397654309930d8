package io.millrace.architecture;

/** The packages that own threads: poll loops, tables, queries, maintenance, the embedded broker. */
final class ThreadOwners {
    static final String[] PACKAGES = {
        "io.millrace.broker..",
        "io.millrace.directory..",
        "io.millrace.gateway.start..",
        "io.millrace.normalizer.stage..",
        "io.millrace.store..",
        "io.millrace.sink..",
        "io.millrace.console", // PublicUrl waits for the port, on a worker's thread
        "io.millrace.console.directory..",
        "io.millrace.console.health..",
        "io.millrace.console.live..",
        "io.millrace.console.query..",
        "io.millrace.console.minql.export..",
        "io.millrace.console.minql.seen..",
        "io.millrace.standalone..",
        "io.millrace.testkit..",
        "io.millrace.benchmarks.."
    };

    private ThreadOwners() {}
}
