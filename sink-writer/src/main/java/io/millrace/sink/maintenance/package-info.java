/** Table maintenance: when what is done, what became of it, and how operators ask for it. */
@NullMarked
package io.millrace.sink.maintenance;

import org.jspecify.annotations.NullMarked;
