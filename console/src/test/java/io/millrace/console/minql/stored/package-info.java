/** Tests of stored. */
@NullMarked
package io.millrace.console.minql.stored;

import org.jspecify.annotations.NullMarked;
