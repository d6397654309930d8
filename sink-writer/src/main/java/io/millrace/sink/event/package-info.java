/** Events as rows: read from their JSON without a tree in between, kept as the table wants them. */
@NullMarked
package io.millrace.sink.event;

import org.jspecify.annotations.NullMarked;
