/** Settings of what is built on minQL: stored things, exports, completion. */
@NullMarked
package io.millrace.console.minql;

import org.jspecify.annotations.NullMarked;
