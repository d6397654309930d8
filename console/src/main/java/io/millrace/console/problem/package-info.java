/** Errors of the HTTP API as RFC 9457 problem details. */
@NullMarked
package io.millrace.console.problem;

import org.jspecify.annotations.NullMarked;
