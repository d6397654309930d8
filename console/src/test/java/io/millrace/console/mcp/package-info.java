/** Tests of the tools for agents. */
@NullMarked
package io.millrace.console.mcp;

import org.jspecify.annotations.NullMarked;
