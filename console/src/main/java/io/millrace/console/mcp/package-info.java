/** Tools for agents over the Model Context Protocol: read-only questions, with a query key. */
@NullMarked
package io.millrace.console.mcp;

import org.jspecify.annotations.NullMarked;
