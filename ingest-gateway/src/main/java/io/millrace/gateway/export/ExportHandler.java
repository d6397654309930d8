package io.millrace.gateway.export;

import io.millrace.gateway.publish.PublishOutcome;
import io.millrace.gateway.publish.RawRequest;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.gateway.quota.Quotas;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.otlp.Verdict;
import io.millrace.telemetry.topic.RequestDigest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Takes an admitted request to the raw topic. It wires; what decides stands in its neighbours. */
public final class ExportHandler {
    private static final int EXPENSIVE = 8;

    private final BodyStage bodies;
    private final BodyCheck check;
    private final Quotas quotas;
    private final RawBodies rawBodies;
    private final RawTopics rawTopics;
    private final Placement placement;
    private final Clock clock;

    /**
     * Where work is done.
     *
     * @param workers threads for large bodies
     * @param inlineBytes bytes of a body up to which it is done where it arrived
     */
    record Placement(Executor workers, int inlineBytes) {}

    ExportHandler(
            BodyStage bodies,
            BodyCheck check,
            Quotas quotas,
            RawBodies rawBodies,
            RawTopics rawTopics,
            Placement placement,
            Clock clock) {
        this.bodies = bodies;
        this.check = check;
        this.quotas = quotas;
        this.rawBodies = rawBodies;
        this.rawTopics = rawTopics;
        this.placement = placement;
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
        Uni<Checked<Accepted>> placed = isSmall(request) ? export : export.runSubscriptionOn(placement.workers());
        return placed.onFailure().invoke(request.reservation()::close);
    }

    /**
     * What the gzip stage makes of it counts, too, and what redaction costs: the stage's hint may lie, but a liar costs no more
     * than its limit.
     */
    private boolean isSmall(AdmittedRequest request) {
        int factor = request.gzip() ? EXPENSIVE : 1;
        if (request.sender().integration().policy().beforeKafka()) {
            factor *= EXPENSIVE;
        }
        return request.body().length() <= placement.inlineBytes() / factor;
    }

    private Uni<Checked<Accepted>> exportHere(AdmittedRequest request) {
        return bodies.plain(request)
                .then(body -> checked(request, body))
                .fold(body -> publish(request, body), refusal -> {
                    request.reservation().close();
                    return Uni.createFrom().item(Checked.refused(refusal));
                });
    }

    private Checked<CheckedBody> checked(AdmittedRequest request, byte[] body) {
        return check.check(request.signal(), body)
                .then(verdict -> quotas.charge(request.sender(), request.signal(), body.length, verdict.records())
                        .then(notices -> rawBodies.of(request, body, with(notices, verdict))));
    }

    private static Verdict.Decoded with(List<String> notices, Verdict.Decoded verdict) {
        if (notices.isEmpty()) {
            return verdict;
        }
        List<String> warnings = new ArrayList<>(verdict.warnings());
        warnings.addAll(notices);
        return new Verdict.Decoded(verdict.records(), verdict.rejections(), verdict.rejectedRecords(), warnings);
    }

    private Uni<Checked<Accepted>> publish(AdmittedRequest request, CheckedBody body) {
        Accepted accepted = new Accepted(body.verdict(), body.body().length);
        if (body.raw().isEmpty()) {
            request.reservation().close();
            return Uni.createFrom().item(Checked.passed(accepted));
        }
        RawRequest raw = raw(request, body);
        return Uni.createFrom()
                .completionStage(rawTopics.publish(raw, body.raw(), request.reservation()::close))
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
