/** Who may operate the sink over HTTP: whoever has the one token, and how others are refused. */
@NullMarked
package io.millrace.sink.operator;

import org.jspecify.annotations.NullMarked;
