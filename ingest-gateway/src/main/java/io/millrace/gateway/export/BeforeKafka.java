package io.millrace.gateway.export;

import io.millrace.gateway.publish.RawBody;
import io.millrace.gateway.publish.RefusedRecord;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.BodyPart;
import io.millrace.telemetry.otlp.BodySplitter;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.SplitBody;
import io.millrace.telemetry.otlp.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Redacts what goes to the raw topics, for integrations that ask for it. Of records that are refused singly only the reason
 * is kept. One part is redacted after the other, so that a large body costs no more than its bytes and one part's tree.
 */
final class BeforeKafka {
    private static final byte[] REASON_ONLY = {};
    private static final String NO_ROOM_FOR_NOTE =
            "a resource or scope has too many attributes for a note of what was redacted beside them: send fewer";

    private final OtlpReader reader;
    private final BodySplitter splitter;
    private final Policies policies;
    private final int maxPartBytes;

    BeforeKafka(OtlpReader reader, BodySplitter splitter, Policies policies, int maxPartBytes) {
        this.reader = reader;
        this.splitter = splitter;
        this.policies = policies;
        this.maxPartBytes = maxPartBytes;
    }

    /**
     * The redacted body.
     *
     * @param split its parts, null if it is one
     * @param told what the client is to be told so far
     * @param tooLarge records that are in no part
     * @return refused if the budget of bytes in flight has no room for it, or the limits none for what must be noted
     */
    Checked<CheckedBody> redacted(
            AdmittedRequest request,
            byte[] body,
            @Nullable SplitBody split,
            Verdict.Decoded told,
            List<RefusedRecord> tooLarge) {
        Run run = new Run(request.signal(), policies.of(request.sender()));
        List<Rejection> refusedBefore = told.rejections();
        if (split == null) {
            run.add(request, body, refusedBefore, IntUnaryOperator.identity());
        } else {
            for (BodyPart part : split.parts()) {
                run.add(request, part.toBytes(), null, part::ordinal);
            }
        }
        if (run.refusal != null) {
            return run.refusal;
        }
        List<RefusedRecord> refused = new ArrayList<>(tooLarge);
        refusedBefore.stream()
                .filter(rejection ->
                        tooLarge.stream().noneMatch(it -> it.rejection().ordinal() == rejection.ordinal()))
                .forEach(rejection -> refused.add(new RefusedRecord(rejection, REASON_ONLY)));
        refused.addAll(run.tooLarge);
        Verdict.Decoded verdict = RawBodies.withMore(told, run.rejections, run.rejected);
        return Checked.passed(new CheckedBody(verdict, body, new RawBody(run.parts, refused)));
    }

    /** The redaction of one body. */
    private final class Run {
        private final Signal signal;
        private final CompiledPolicy policy;
        private final List<Supplier<byte[]>> parts = new ArrayList<>();
        private final List<RefusedRecord> tooLarge = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private @Nullable Checked<CheckedBody> refusal;
        private int rejected;

        Run(Signal signal, CompiledPolicy policy) {
            this.signal = signal;
            this.policy = policy;
        }

        /** Adds one part, unless one before it was refused. */
        void add(
                AdmittedRequest request,
                byte[] part,
                @Nullable List<Rejection> knownRejections,
                IntUnaryOperator ordinalInBody) {
            if (refusal != null) {
                return;
            }
            Optional<byte[]> fitting =
                    policy.redactBody(reader, policies.seriesKeys(), signal, part, request.reservation()::take);
            if (fitting.isEmpty()) {
                refusal = BodyStage.overBudget();
                return;
            }
            byte[] redacted = fitting.get();
            if (!(reader.validate(signal, redacted) instanceof Verdict.Decoded verdict)) {
                refusal = Checked.refused(Reason.MALFORMED_BODY, NO_ROOM_FOR_NOTE);
                return;
            }
            if (verdict.records() == 0) {
                return;
            }
            List<Rejection> left = knownRejections == null ? rejectionsOf(part) : knownRejections;
            IntUnaryOperator original = ordinal -> ordinalInBody.applyAsInt(behind(left, ordinal));
            // a note of what was redacted may be one attribute too many; such a record is refused by the normalizer,
            // too
            verdict.rejections().forEach(rejection -> rejections.add(moved(rejection, original)));
            rejected += verdict.rejectedRecords();
            addParts(redacted, original);
        }

        private void addParts(byte[] redacted, IntUnaryOperator original) {
            if (redacted.length <= maxPartBytes) {
                parts.add(() -> redacted);
                return;
            }
            SplitBody split = splitter.split(signal, redacted, maxPartBytes);
            split.parts().forEach(part -> parts.add(part::toBytes));
            split.tooLarge().forEach(record -> {
                Rejection rejection = moved(record.rejection(), original);
                rejections.add(rejection);
                tooLarge.add(new RefusedRecord(rejection, REASON_ONLY));
            });
            rejected += split.tooLargeRecords();
        }

        private List<Rejection> rejectionsOf(byte[] part) {
            return reader.validate(signal, part) instanceof Verdict.Decoded verdict ? verdict.rejections() : List.of();
        }

        private static Rejection moved(Rejection rejection, IntUnaryOperator original) {
            int ordinal = original.applyAsInt(rejection.ordinal());
            return new Rejection(ordinal, "record " + ordinal, rejection.reason(), rejection.description());
        }
    }

    /** Which record it was before the refused ones were left out; exact as long as all of those are named. */
    private static int behind(List<Rejection> left, int ordinal) {
        int original = ordinal;
        for (Rejection rejection : left) {
            if (rejection.ordinal() <= original) {
                original++;
            }
        }
        return original;
    }
}
