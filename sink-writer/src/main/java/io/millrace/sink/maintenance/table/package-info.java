/** Maintenance of one Iceberg table: plans, rewrites, commits and checks; nothing here knows when it runs. */
@NullMarked
package io.millrace.sink.maintenance.table;

import org.jspecify.annotations.NullMarked;
