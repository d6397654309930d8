/** All stages in one process with an embedded broker: wiring, no logic of its own. */
@NullMarked
package io.millrace.standalone;

import org.jspecify.annotations.NullMarked;
