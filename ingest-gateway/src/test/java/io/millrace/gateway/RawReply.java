package io.millrace.gateway;

import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 reply as it came.
 *
 * @param status status code
 * @param headers header fields, names in any case
 * @param body body as text
 */
public record RawReply(int status, Map<String, String> headers, String body) {
    /** Copies the fields. */
    public RawReply {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(headers);
        headers = fields;
    }

    /** Value of a field, empty if it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
