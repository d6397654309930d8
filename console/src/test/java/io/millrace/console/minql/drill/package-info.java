/** Tests of timelines. */
@NullMarked
package io.millrace.console.minql.drill;

import org.jspecify.annotations.NullMarked;
