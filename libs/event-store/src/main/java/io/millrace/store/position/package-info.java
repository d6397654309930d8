/**
 * How far the tables reach into the events topics: read from snapshots, and written by compare-and-set in the same commit as
 * the files.
 */
@NullMarked
package io.millrace.store.position;

import org.jspecify.annotations.NullMarked;
