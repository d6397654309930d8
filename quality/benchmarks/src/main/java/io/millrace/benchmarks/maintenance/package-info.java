/** Table maintenance: how fast files are joined, and what a question reads before and after. */
@NullMarked
package io.millrace.benchmarks.maintenance;

import org.jspecify.annotations.NullMarked;
