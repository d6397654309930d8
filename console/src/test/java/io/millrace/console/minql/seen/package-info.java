/** Tests of what is counted from new data files. */
@NullMarked
package io.millrace.console.minql.seen;

import org.jspecify.annotations.NullMarked;
