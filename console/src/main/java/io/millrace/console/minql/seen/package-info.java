/**
 * Which attribute keys and values have come, counted from each new data file once and kept in the accounts database, so that
 * completion never scans events.
 */
@NullMarked
package io.millrace.console.minql.seen;

import org.jspecify.annotations.NullMarked;
