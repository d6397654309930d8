package io.millrace.gateway.http;

import io.millrace.gateway.identity.Attribution;
import io.millrace.gateway.identity.Authenticator;
import io.millrace.gateway.ledger.Outcomes;
import io.millrace.gateway.reply.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Counts refusals by what the request says of itself. */
final class Refusals {
    private final Outcomes outcomes;
    private final Authenticator authenticator;

    Refusals(Outcomes outcomes, Authenticator authenticator) {
        this.outcomes = outcomes;
        this.authenticator = authenticator;
    }

    void count(HttpServerRequest request, Reason reason) {
        Target.of(request.path())
                .either(target -> count(request, target, reason), refusal -> outcomes.unaddressed(reason));
    }

    private void count(HttpServerRequest request, Target target, Reason reason) {
        Optional<Attribution> who =
                authenticator.attribution(request.headers().getAll(HttpHeaders.AUTHORIZATION), target.integrationId());
        outcomes.refused(who, target.signal(), reason, request.getHeader(HttpHeaders.USER_AGENT));
    }
}
