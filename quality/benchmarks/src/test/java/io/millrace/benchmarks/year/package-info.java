/** Tests of the generated year. */
@NullMarked
package io.millrace.benchmarks.year;

import org.jspecify.annotations.NullMarked;
