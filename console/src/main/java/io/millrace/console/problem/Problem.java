package io.millrace.console.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error of the HTTP API as RFC 9457 defines it.
 *
 * @param type a word for the kind of error, stable for programs, as a relative URI
 * @param title the same for people
 * @param status HTTP status
 * @param detail what was wrong this time and what to do
 * @param errors which fields were wrong, and why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable Map<String, String> errors) {
    /** Media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem without a list of fields. */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem("/problems/" + kind, title, status, detail, null);
    }
}
