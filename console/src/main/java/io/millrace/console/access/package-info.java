/** Who asks: turns the key of a request into the caller whose data and rights the rest of the console works with. */
@NullMarked
package io.millrace.console.access;

import org.jspecify.annotations.NullMarked;
