/** What every query resource shares: who asks, how bodies are read, how answers and problems look, when a caller has gone. */
@NullMarked
package io.millrace.console.query.http;

import org.jspecify.annotations.NullMarked;
