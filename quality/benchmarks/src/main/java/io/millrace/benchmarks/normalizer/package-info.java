/** What splitting and redaction cost, in memory and between two topics, beside the least that anybody could do. */
@NullMarked
package io.millrace.benchmarks.normalizer;

import org.jspecify.annotations.NullMarked;
