package io.millrace.gateway.export;

import io.millrace.gateway.publish.PublishOutcome;
import io.millrace.gateway.publish.RawRequest;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.topic.RequestDigest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Takes an admitted request to the raw topic. It wires; what decides stands in its neighbours. */
public final class ExportHandler {
    private final BodyStage bodies;
    private final BodyCheck check;
    private final RawTopics rawTopics;
    private final Executor workers;
    private final int inlineBytes;
    private final Clock clock;

    ExportHandler(
            BodyStage bodies, BodyCheck check, RawTopics rawTopics, Executor workers, int inlineBytes, Clock clock) {
        this.bodies = bodies;
        this.check = check;
        this.rawTopics = rawTopics;
        this.workers = workers;
        this.inlineBytes = inlineBytes;
        this.clock = clock;
    }

    /**
     * Exports one request.
     *
     * @return completes when the broker has acknowledged every part, or with the reason why the client must not count on it;
     *     the request's reservation is closed once nothing of it is in flight
     */
    public Uni<Checked<Accepted>> export(AdmittedRequest request) {
        Uni<Checked<Accepted>> export = Uni.createFrom().deferred(() -> exportHere(request));
        Uni<Checked<Accepted>> placed = isSmall(request) ? export : export.runSubscriptionOn(workers);
        return placed.onFailure().invoke(request.reservation()::close);
    }

    /** What the gzip stage makes of it counts, too: the stage's hint may lie, but a liar costs no more than its limit. */
    private boolean isSmall(AdmittedRequest request) {
        int factor = request.gzip() ? 8 : 1;
        return request.body().length() <= inlineBytes / factor;
    }

    private Uni<Checked<Accepted>> exportHere(AdmittedRequest request) {
        Checked<CheckedBody> body = bodies.plain(request).then(bytes -> check.check(request.signal(), bytes));
        return body.fold(checked -> publish(request, checked), refusal -> {
            request.reservation().close();
            return Uni.createFrom().item(Checked.refused(refusal));
        });
    }

    private Uni<Checked<Accepted>> publish(AdmittedRequest request, CheckedBody body) {
        Accepted accepted = new Accepted(body.verdict(), body.body().length);
        if (body.parts().isEmpty()) {
            request.reservation().close();
            return Uni.createFrom().item(Checked.passed(accepted));
        }
        RawRequest raw = raw(request, body);
        return Uni.createFrom()
                .completionStage(rawTopics.publish(raw, body.parts(), request.reservation()::close))
                .map(outcome -> answer(outcome, accepted));
    }

    private RawRequest raw(AdmittedRequest request, CheckedBody body) {
        String integration = request.sender().integration().id();
        return new RawRequest(
                request.signal(),
                request.sender().organization().id(),
                integration,
                request.sender().key().id(),
                clock.millis(),
                RequestDigest.of(integration, body.body()),
                request.sender().integration().policy());
    }

    private static Checked<Accepted> answer(PublishOutcome outcome, Accepted accepted) {
        return switch (outcome) {
            case STORED -> Checked.passed(accepted);
            case UNAVAILABLE ->
                Checked.refused(Reason.KAFKA_UNAVAILABLE, "the data could not be stored in time: send again shortly");
            case REFUSED -> Checked.refused(Reason.DEFECT, "the data could not be stored: the operator is told");
        };
    }
}
