/** The event tables as the writer needs them: Parquet files and marks in one Iceberg snapshot. */
@NullMarked
package io.millrace.sink.table;

import org.jspecify.annotations.NullMarked;
