package io.millrace.console.access;

import org.jspecify.annotations.Nullable;

/** Finds the caller of a request from its key. Answers from memory and never blocks, so that any thread may ask. */
public interface CallerResolver {

    /**
     * Who asks.
     *
     * @param authorization value of the header {@code Authorization}, or null if there is none
     * @return the caller, or why there is none
     */
    CallerResolution resolve(@Nullable String authorization);
}
