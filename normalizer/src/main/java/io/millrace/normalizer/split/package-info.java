/** Splits the body of one raw record into the events of its records, with the client's gaps marked and secrets taken out. */
@NullMarked
package io.millrace.normalizer.split;

import org.jspecify.annotations.NullMarked;
