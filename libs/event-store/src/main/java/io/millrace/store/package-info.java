/**
 * The event tables: their layout, the catalog they stand in, and pinned snapshots with the files that a query reads. Used by
 * the sink, which writes, and by the console, which only reads.
 */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
