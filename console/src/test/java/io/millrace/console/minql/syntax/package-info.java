/** Tests of minQL: syntax. */
@NullMarked
package io.millrace.console.minql.syntax;

import org.jspecify.annotations.NullMarked;
