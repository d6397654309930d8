package io.millrace.gateway.export;

import io.millrace.gateway.body.Reservation;
import io.millrace.gateway.publish.RawBody;
import io.millrace.gateway.publish.RefusedRecord;
import io.millrace.gateway.reply.Checked;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.otlp.BodySplitter;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.SplitBody;
import io.millrace.telemetry.otlp.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes of a body what goes to Kafka: the body as it came, or cut at the borders of its records where it is too large for one
 * Kafka record, or redacted where its integration asks for that.
 */
final class RawBodies {
    private static final byte[] REASON_ONLY = {};
    /** The tree that redaction makes of a record's bytes, and its copy, beside the bytes themselves. */
    private static final int REDACTION_FACTOR = 4;

    private final BodySplitter splitter;
    private final Policies policies;
    private final BeforeKafka beforeKafka;
    private final int maxPartBytes;
    private final int maxLetterBytes;

    /**
     * Uses a splitter and the policies of the integrations.
     *
     * @param maxPartBytes bytes of the largest raw record's value
     * @param maxLetterBytes bytes of a too large record up to which it is kept in the dead letters
     */
    RawBodies(BodySplitter splitter, Policies policies, BeforeKafka beforeKafka, int maxPartBytes, int maxLetterBytes) {
        this.splitter = splitter;
        this.policies = policies;
        this.beforeKafka = beforeKafka;
        this.maxPartBytes = maxPartBytes;
        this.maxLetterBytes = maxLetterBytes;
    }

    /**
     * What goes to Kafka, and what the client is told.
     *
     * @param verdict what the reader says of the body
     * @return refused if it cannot be redacted
     */
    Checked<CheckedBody> of(AdmittedRequest request, byte[] body, Verdict.Decoded verdict) {
        if (verdict.records() == 0) {
            return Checked.passed(new CheckedBody(verdict, body, new RawBody(List.of(), List.of())));
        }
        boolean redacts = request.sender().integration().policy().beforeKafka();
        if (splitter.fits(body, verdict.records(), maxPartBytes)) {
            return redacts
                    ? beforeKafka.redacted(request, body, null, verdict, List.of())
                    : Checked.passed(new CheckedBody(verdict, body, new RawBody(List.of(() -> body), List.of())));
        }
        SplitBody split = splitter.split(request.signal(), body, maxPartBytes);
        List<RefusedRecord> refused = tooLarge(request, body, split);
        Verdict.Decoded told = withTooLarge(verdict, split);
        if (redacts) {
            return beforeKafka.redacted(request, body, split, told, refused);
        }
        List<Supplier<byte[]>> parts = split.parts().stream()
                .<Supplier<byte[]>>map(part -> part::toBytes)
                .toList();
        return Checked.passed(new CheckedBody(told, body, new RawBody(parts, refused)));
    }

    /** A record that fits no part is refused alone, unless the reader refused it already (SIZE-5). */
    private static Verdict.Decoded withTooLarge(Verdict.Decoded verdict, SplitBody split) {
        if (split.tooLargeRecords() == 0) {
            return verdict;
        }
        Set<Integer> known =
                verdict.rejections().stream().map(Rejection::ordinal).collect(Collectors.toSet());
        List<Rejection> more = split.tooLarge().stream()
                .map(SplitBody.TooLarge::rejection)
                .filter(rejection -> !known.contains(rejection.ordinal()))
                .toList();
        int both = split.tooLarge().size() - more.size();
        return withMore(verdict, more, split.tooLargeRecords() - both);
    }

    static Verdict.Decoded withMore(Verdict.Decoded verdict, List<Rejection> more, int moreRecords) {
        List<Rejection> rejections = new ArrayList<>(verdict.rejections());
        rejections.addAll(more);
        rejections.sort(Comparator.comparingInt(Rejection::ordinal));
        int rejected = Math.min(verdict.records(), verdict.rejectedRecords() + moreRecords);
        return new Verdict.Decoded(verdict.records(), rejections, rejected, verdict.warnings());
    }

    private List<RefusedRecord> tooLarge(AdmittedRequest request, byte[] body, SplitBody split) {
        CompiledPolicy policy = policies.of(request.sender());
        List<RefusedRecord> refused = new ArrayList<>();
        for (SplitBody.TooLarge record : split.tooLarge()) {
            refused.add(new RefusedRecord(record.rejection(), payload(request.reservation(), body, record, policy)));
        }
        return refused;
    }

    /** What of a record can be kept: all or nothing, because a policy needs the whole. */
    private byte[] payload(Reservation reservation, byte[] body, SplitBody.TooLarge record, CompiledPolicy policy) {
        int length = record.endExclusive() - record.start();
        if (length > maxLetterBytes || !reservation.take((long) length * REDACTION_FACTOR)) {
            return REASON_ONLY;
        }
        byte[] redacted = policy.redactUnparsed(Arrays.copyOfRange(body, record.start(), record.endExclusive()));
        int kept = Math.min(redacted.length, length * REDACTION_FACTOR);
        reservation.give((long) length * REDACTION_FACTOR - kept);
        return redacted;
    }
}
