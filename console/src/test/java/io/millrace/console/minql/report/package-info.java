/** Tests of minQL: report. */
@NullMarked
package io.millrace.console.minql.report;

import org.jspecify.annotations.NullMarked;
