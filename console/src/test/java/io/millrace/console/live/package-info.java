/** Tests of the newest events. */
@NullMarked
package io.millrace.console.live;

import org.jspecify.annotations.NullMarked;
