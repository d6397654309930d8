package io.millrace.gateway.http;

import io.millrace.gateway.export.Accepted;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.millrace.gateway.reply.StatusBody;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Turns what became of a request into its reply: the one place that knows statuses and header fields. */
final class Replies {
    private static final Logger LOG = Logger.getLogger(Replies.class);
    private static final int MAX_RETRY_AFTER_SECONDS = 3;
    private static final Map.Entry<String, String> CLOSE = Map.entry("Connection", "close");

    private final RandomGenerator random;

    /**
     * Uses a source of jitter and request ids.
     *
     * @param random safe for use by many threads
     */
    Replies(RandomGenerator random) {
        this.random = random;
    }

    /** The reply to a request whose records are stored. */
    Reply accepted(Signal signal, Accepted accepted) {
        return new Reply(200, List.of(), AcceptedBody.of(signal, accepted.verdict()));
    }

    /**
     * The reply to a request that is refused.
     *
     * @param bodyUnread whether bytes of the request are still to come, so that the connection cannot be used again
     */
    Reply refused(Refusal refusal, boolean bodyUnread) {
        Reason reason = refusal.reason();
        String requestId = requestId();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("X-Request-Id", requestId));
        int retryAfterSeconds = reason.isRetryable() ? 1 + random.nextInt(MAX_RETRY_AFTER_SECONDS) : 0;
        if (retryAfterSeconds > 0) {
            headers.add(Map.entry("Retry-After", Integer.toString(retryAfterSeconds)));
        }
        switch (reason.httpStatus()) {
            case 401 -> headers.add(Map.entry("WWW-Authenticate", "Bearer realm=\"millrace\""));
            case 405 -> headers.add(Map.entry("Allow", "POST"));
            case 415 -> headers.add(acceptable(reason));
            default -> {}
        }
        if (bodyUnread || reason == Reason.OVERLOADED || reason == Reason.MALFORMED_REQUEST) {
            headers.add(CLOSE); // another gateway may have room
        }
        LOG.debugf("request refused, requestId=%s reason=%s", requestId, reason.wireName());
        return new Reply(reason.httpStatus(), headers, StatusBody.of(refusal, requestId, retryAfterSeconds));
    }

    private static Map.Entry<String, String> acceptable(Reason reason) {
        return reason == Reason.UNSUPPORTED_ENCODING
                ? Map.entry("Accept-Encoding", "gzip")
                : Map.entry("Accept", Reply.JSON);
    }

    private String requestId() {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
