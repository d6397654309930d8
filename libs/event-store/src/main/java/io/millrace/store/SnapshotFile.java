package io.millrace.store;

/**
 * A Parquet file of a snapshot. It never changes.
 *
 * @param location absolute path or URI
 * @param sizeBytes size in bytes
 * @param rows number of rows
 */
public record SnapshotFile(String location, long sizeBytes, long rows) {}
