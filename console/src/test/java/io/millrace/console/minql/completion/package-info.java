/** Tests of completion. */
@NullMarked
package io.millrace.console.minql.completion;

import org.jspecify.annotations.NullMarked;
