/** What an editor of formulas asks while somebody types: proposals, faults, types, the usual spelling. Nothing is run. */
@NullMarked
package io.millrace.console.minql.completion;

import org.jspecify.annotations.NullMarked;
