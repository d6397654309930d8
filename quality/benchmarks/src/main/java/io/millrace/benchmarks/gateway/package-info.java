/** What the gateway costs: its CPU per request beside a floor that does the least such a server can do, latency and memory. */
@NullMarked
package io.millrace.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
