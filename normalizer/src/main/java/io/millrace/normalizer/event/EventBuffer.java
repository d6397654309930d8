package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON document after the other through one generator. */
final class EventBuffer implements AutoCloseable {
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(2_000).build())
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private static final int START_SIZE_BYTES = 4_096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(START_SIZE_BYTES);
    private final JsonGenerator json;

    EventBuffer() {
        try {
            json = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("generator over memory", e);
        }
    }

    /** The document that the body writes. */
    byte[] document(Body body) {
        bytes.reset();
        try {
            body.write(json);
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("document cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The fragment that the body writes, ready to be copied into documents as it is. */
    SerializedString fragment(Body body) {
        SerializedString fragment =
                new SerializedString(new String(document(body), java.nio.charset.StandardCharsets.UTF_8));
        fragment.asUnquotedUTF8(); // encodes once
        return fragment;
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException("generator over memory", e);
        }
    }

    /** Writes one JSON value. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
