/** Reports over HTTP: formulas, keys, filters and periods in, rows out, from the same engine as everything else. */
@NullMarked
package io.millrace.console.minql.report;

import org.jspecify.annotations.NullMarked;
