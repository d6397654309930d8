package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
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
    private final JsonFactory factory;

    /** A reader with these limits. */
    public OtlpReader(OtlpLimits limits) {
        this.limits = limits;
        this.factory = JsonText.factory(limits);
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
        int start = text.start();
        try (JsonParser parser = factory.createParser(body, start, body.length - start)) {
            ReadContext context = new ReadContext(parser, body, start, limits, buffer != null);
            try {
                new BodyReader(signal, context, buffer, text.hasSurrogateEscape()).read();
                return context.verdict();
            } catch (MalformedBody e) {
                return new Verdict.Malformed(e.field(), e.description(), context.tokenStart());
            } catch (JsonProcessingException e) {
                return JsonText.malformed(e, context.path(), body, start);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }
}
