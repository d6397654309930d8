/** How long reports take over a year of a company, asked over HTTP of a packaged process. */
@NullMarked
package io.millrace.benchmarks.query;

import org.jspecify.annotations.NullMarked;
