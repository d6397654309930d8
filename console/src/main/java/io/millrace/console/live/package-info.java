/** The newest events, as they arrive. */
@NullMarked
package io.millrace.console.live;

import org.jspecify.annotations.NullMarked;
