/** Exports of reports and rows into files: jobs with progress that can be cancelled, and whose files go after a time. */
@NullMarked
package io.millrace.console.minql.export;

import org.jspecify.annotations.NullMarked;
