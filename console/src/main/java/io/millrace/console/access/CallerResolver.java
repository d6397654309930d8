package io.millrace.console.access;

import io.vertx.core.http.HttpServerRequest;
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

    /**
     * Who asks: by the key in the request or, without one, by the session of the web page. A session counts as a key of the
     * kind admin; with a method that may change something it needs the page's token in {@code X-Millrace-CSRF}.
     *
     * @return the caller, or why there is none
     */
    default CallerResolution resolve(HttpServerRequest request) {
        return resolve(request.getHeader("Authorization"));
    }
}
