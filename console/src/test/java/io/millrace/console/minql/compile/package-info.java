/** Tests of minQL: compile. */
@NullMarked
package io.millrace.console.minql.compile;

import org.jspecify.annotations.NullMarked;
