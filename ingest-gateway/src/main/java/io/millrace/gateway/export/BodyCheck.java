package io.millrace.gateway.export;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.FieldViolation;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.BodySplitter;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.SplitBody;
import io.millrace.telemetry.otlp.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks through a body with the reader that the normalizer uses, too, so that both say the same of it, and cuts what is too
 * large for one Kafka record.
 */
final class BodyCheck {
    private final OtlpReader reader;
    private final BodySplitter splitter;
    private final int maxPartBytes;

    /**
     * A check with these limits.
     *
     * @param maxPartBytes bytes of the largest raw record's value
     */
    BodyCheck(OtlpLimits limits, int maxPartBytes) {
        this.reader = new OtlpReader(limits);
        this.splitter = new BodySplitter(limits);
        this.maxPartBytes = maxPartBytes;
    }

    Checked<CheckedBody> check(Signal signal, byte[] body) {
        Verdict verdict = reader.validate(signal, body);
        if (verdict instanceof Verdict.Decoded decoded) {
            return Checked.passed(decoded(signal, body, decoded));
        }
        return Checked.refused(malformed(signal, (Verdict.Malformed) verdict));
    }

    private CheckedBody decoded(Signal signal, byte[] body, Verdict.Decoded verdict) {
        if (verdict.records() == 0) {
            return new CheckedBody(verdict, body, List.of());
        }
        if (body.length <= maxPartBytes) {
            return new CheckedBody(verdict, body, List.of(() -> body));
        }
        SplitBody split = splitter.split(signal, body, maxPartBytes);
        List<Supplier<byte[]>> parts = split.parts().stream()
                .<Supplier<byte[]>>map(part -> part::toBytes)
                .toList();
        return new CheckedBody(withTooLarge(verdict, split.tooLarge()), body, parts);
    }

    /** A record that fits no part is refused alone, unless the reader refused it already (SIZE-5). */
    private static Verdict.Decoded withTooLarge(Verdict.Decoded verdict, List<SplitBody.TooLarge> tooLarge) {
        if (tooLarge.isEmpty()) {
            return verdict;
        }
        var refused = verdict.rejections().stream().map(Rejection::ordinal).collect(Collectors.toSet());
        List<Rejection> rejections = new ArrayList<>(verdict.rejections());
        int more = 0;
        for (SplitBody.TooLarge record : tooLarge) {
            if (!refused.contains(record.rejection().ordinal())) {
                rejections.add(record.rejection());
                more++;
            }
        }
        rejections.sort(Comparator.comparingInt(Rejection::ordinal));
        return new Verdict.Decoded(verdict.records(), rejections, verdict.rejectedRecords() + more, verdict.warnings());
    }

    private static Refusal malformed(Signal signal, Verdict.Malformed verdict) {
        String place = verdict.field().isEmpty() ? "" : " at " + verdict.field();
        String message = "the body is no OTLP/JSON " + signal.wireName() + " request" + place + ", byte "
                + verdict.byteOffset() + ": " + verdict.description();
        return new Refusal(
                Reason.MALFORMED_BODY, message, List.of(new FieldViolation(verdict.field(), verdict.description())));
    }
}
