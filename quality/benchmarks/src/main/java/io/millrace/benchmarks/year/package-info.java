/**
 * A year of a company's telemetry, made up but of the shape that Claude Code sends: people with habits, working days, sessions,
 * prompts, requests, tools, decisions. The same seed gives the same rows.
 */
@NullMarked
package io.millrace.benchmarks.year;

import org.jspecify.annotations.NullMarked;
