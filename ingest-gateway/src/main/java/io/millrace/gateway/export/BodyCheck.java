package io.millrace.gateway.export;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.FieldViolation;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Verdict;
import java.util.List;

/** Looks through a body with the reader that the normalizer uses, too, so that both say the same of it. */
final class BodyCheck {
    private final OtlpReader reader;

    BodyCheck(OtlpReader reader) {
        this.reader = reader;
    }

    Checked<Verdict.Decoded> check(Signal signal, byte[] body) {
        Verdict verdict = reader.validate(signal, body);
        if (verdict instanceof Verdict.Decoded decoded) {
            return Checked.passed(decoded);
        }
        return Checked.refused(malformed(signal, (Verdict.Malformed) verdict));
    }

    private static Refusal malformed(Signal signal, Verdict.Malformed verdict) {
        String place = verdict.field().isEmpty() ? "" : " at " + verdict.field();
        String message = "the body is no OTLP/JSON " + signal.wireName() + " request" + place + ", byte "
                + verdict.byteOffset() + ": " + verdict.description();
        return new Refusal(
                Reason.MALFORMED_BODY, message, List.of(new FieldViolation(verdict.field(), verdict.description())));
    }
}
