package io.millrace.telemetry.otlp;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP/JSON request bodies. One parser serves two ends: {@link #validate} counts and checks without building values,
 * {@link #read} builds them; both come to the same verdict for every input. Neither throws for any input; stack and heap are
 * bounded by the limits and by a fixed number of bytes per byte of input. Thread-safe.
 */
public final class OtlpReader {
    private final OtlpLimits limits;

    /** A reader with these limits. */
    public OtlpReader(OtlpLimits limits) {
        this.limits = limits;
    }

    /** Counts and checks the records of a body, decompressed and in UTF-8, without building them. */
    public Verdict validate(Signal signal, byte[] body) {
        return parse(signal, body, null);
    }

    /**
     * Reads the records of a body. The consumer is called only if the whole body can be decoded, once for each record in the
     * order of the ordinals; what it throws goes to the caller.
     */
    public Verdict read(Signal signal, byte[] body, RecordConsumer consumer) {
        RecordBuffer buffer = new RecordBuffer();
        Verdict verdict = parse(signal, body, buffer);
        if (verdict instanceof Verdict.Decoded) {
            buffer.emit(body, consumer);
        }
        return verdict;
    }

    private Verdict parse(Signal signal, byte[] body, @Nullable RecordBuffer buffer) {
        BodyText text = new BodyText(body);
        if (!text.isWellFormed()) {
            return new Verdict.Malformed("", JsonText.notUtf8(body), text.position());
        }
        JsonCursor cursor = new JsonCursor(body, text.start(), limits);
        ReadContext context = new ReadContext(cursor, body, limits, buffer != null);
        try {
            new BodyReader(signal, context, buffer).read();
            return context.verdict();
        } catch (MalformedBody e) {
            return new Verdict.Malformed(e.field(), e.description(), context.tokenStart());
        } catch (JsonFault e) {
            String field = context.path().text(null);
            return new Verdict.Malformed(field, JsonText.describe(e.kind(), body, text.start()), cursor.position());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }
}
