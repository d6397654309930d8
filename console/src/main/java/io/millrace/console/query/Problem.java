package io.millrace.console.query;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a query has no answer, as RFC 9457 wants it.
 *
 * @param status HTTP status
 * @param kind last part of the type URN, such as {@code sql-refused}
 * @param title what went wrong in a few words, the same for every problem of the kind
 * @param detail what went wrong here and what to do about it
 * @param more further members
 */
public record Problem(int status, String kind, String title, String detail, Map<String, Object> more) {
    /** Media type of the JSON form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Refuses null and copies the map. */
    public Problem {
        requireNonNull(kind, "kind");
        requireNonNull(title, "title");
        requireNonNull(detail, "detail");
        more = Map.copyOf(more);
    }

    /** A problem without further members. */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, Map.of());
    }

    /** The request itself is wrong. */
    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be read", detail);
    }

    /** The members in the order of RFC 9457, then the further ones by name. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:millrace:problem:" + kind);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        more.keySet().stream().sorted().forEach(name -> members.put(name, requireNonNull(more.get(name))));
        return members;
    }
}
