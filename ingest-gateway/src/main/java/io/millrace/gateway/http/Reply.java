package io.millrace.gateway.http;

import java.util.List;
import java.util.Map;

/**
 * One reply, whoever sends it.
 *
 * @param status HTTP status
 * @param headers header fields besides the content type, which is always JSON (CT-6, RES-4)
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written once, sent once
record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    static final String JSON = "application/json";

    /** Copies the list. */
    Reply {
        headers = List.copyOf(headers);
    }
}
