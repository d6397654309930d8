/** Measurements of Millrace, a package for each stage, and the data they run on. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
