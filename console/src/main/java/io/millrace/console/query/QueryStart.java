package io.millrace.console.query;

/**
 * What happens at start.
 *
 * @param warmUp whether the engine is loaded before the first query
 */
public record QueryStart(boolean warmUp) {}
