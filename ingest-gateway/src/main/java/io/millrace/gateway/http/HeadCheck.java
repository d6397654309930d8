package io.millrace.gateway.http;

import io.millrace.gateway.http.ContentRules.Coding;
import io.millrace.gateway.identity.Authenticator;
import io.millrace.gateway.identity.Sender;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.gateway.quota.Quotas;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about a request by its head alone, cheapest questions first, none of them a look-up. */
final class HeadCheck {
    private static final int MAX_URI_CHARS = 8 * 1024;
    private static final int MAX_HEADER_CHARS = 32 * 1024;

    private final Authenticator authenticator;
    private final Quotas quotas;
    private final RawTopics rawTopics;
    private final int maxBytes;

    /**
     * A check with this limit.
     *
     * @param maxBytes bytes of a body at most
     */
    HeadCheck(Authenticator authenticator, Quotas quotas, RawTopics rawTopics, int maxBytes) {
        this.authenticator = authenticator;
        this.quotas = quotas;
        this.rawTopics = rawTopics;
        this.maxBytes = maxBytes;
    }

    Checked<Admission> check(HttpServerRequest request) {
        return head(request).then(it -> Target.of(it.path())).then(target -> check(request, target));
    }

    private static Checked<HttpServerRequest> head(HttpServerRequest request) {
        if (request.uri().length() > MAX_URI_CHARS) {
            return Checked.refused(Reason.URI_TOO_LONG, "the request line is longer than " + MAX_URI_CHARS);
        }
        int headerChars = 0;
        for (Map.Entry<String, String> field : request.headers()) {
            if (field.getKey().isEmpty()) {
                return Checked.refused(Reason.MALFORMED_REQUEST, "a header field has no name");
            }
            headerChars += field.getKey().length() + field.getValue().length();
        }
        return headerChars > MAX_HEADER_CHARS
                ? Checked.refused(
                        Reason.HEADERS_TOO_LARGE, "the header fields are longer than " + MAX_HEADER_CHARS + " in all")
                : Checked.passed(request);
    }

    private Checked<Admission> check(HttpServerRequest request, Target target) {
        return method(request, target)
                .then(it -> authenticator.sender(
                        request.headers().getAll(HttpHeaders.AUTHORIZATION), target.integrationId()))
                .then(sender -> body(request, target, sender));
    }

    private static Checked<Target> method(HttpServerRequest request, Target target) {
        return request.method().equals(HttpMethod.POST)
                ? Checked.passed(target)
                : Checked.refused(Reason.METHOD_NOT_ALLOWED, "an OTLP endpoint takes POST only");
    }

    private Checked<Admission> body(HttpServerRequest request, Target target, Sender sender) {
        if (rawTopics.isUnavailable()) {
            return Checked.refused(Reason.KAFKA_UNAVAILABLE, "the data cannot be stored just now: send again shortly");
        }
        Checked<Coding> coding = ContentRules.check(
                request.getHeader(HttpHeaders.CONTENT_TYPE), request.headers().getAll(HttpHeaders.CONTENT_ENCODING));
        return coding.then(it -> length(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                .then(bytes -> quotas.admit(sender)
                        .then(within -> Checked.passed(new Admission(within, target.signal(), it, bytes)))));
    }

    private Checked<Integer> length(@Nullable String header) {
        if (header == null) {
            return Checked.passed(0);
        }
        long bytes;
        try {
            bytes = Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            return Checked.refused(Reason.MALFORMED_REQUEST, "Content-Length is no number");
        }
        if (bytes < 0) {
            return Checked.refused(Reason.MALFORMED_REQUEST, "Content-Length is negative");
        }
        return bytes > maxBytes
                ? Checked.refused(Reason.BODY_TOO_LARGE, "the body is larger than " + maxBytes + " bytes")
                : Checked.passed((int) bytes);
    }
}
