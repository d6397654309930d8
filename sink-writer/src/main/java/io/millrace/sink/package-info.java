/** The sink-writer: events topics to Iceberg tables, one writer for each signal. */
@NullMarked
package io.millrace.sink;

import org.jspecify.annotations.NullMarked;
