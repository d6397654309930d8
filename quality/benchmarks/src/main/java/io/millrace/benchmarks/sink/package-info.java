/** What the way from events to committed Parquet costs. */
@NullMarked
package io.millrace.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
