/** minQL as text: tokens, the grammar, the tree it makes, and errors that say where and why. */
@NullMarked
package io.millrace.console.minql.syntax;

import org.jspecify.annotations.NullMarked;
