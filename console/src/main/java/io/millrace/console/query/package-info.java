/**
 * The query engine: views over one organization's events, read by an embedded DuckDB that can reach nothing but the planned
 * data files, inside limits on time, memory, rows and bytes. SQL and formulas both end here.
 */
@NullMarked
package io.millrace.console.query;

import org.jspecify.annotations.NullMarked;
