package io.millrace.sink.maintenance;

import org.jspecify.annotations.Nullable;

/**
 * Asks for runs.
 *
 * @param operation join, expire, orphans, retention, deletions, check or restore
 * @param table logs, metrics or spans; null for all three
 * @param dryRun whether it only counts what it would do
 * @param metadata name of the metadata file that a restore of one table is to register; null for the one that it finds
 */
record RunRequest(
        @Nullable String operation,
        @Nullable String table,
        @Nullable Boolean dryRun,
        @Nullable String metadata) {}
