/** Timelines: everything that happened in one session, prompt or trace, in order. */
@NullMarked
package io.millrace.console.minql.drill;

import org.jspecify.annotations.NullMarked;
