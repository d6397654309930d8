package io.millrace.normalizer.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.topic.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes dead letters as JSON. */
final class DeadLetterText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private DeadLetterText() {}

    static byte[] write(DeadLetter letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            json.writeStringField("id", letter.id());
            json.writeStringField("stage", letter.stage());
            json.writeStringField("organization", letter.organization());
            json.writeStringField("integration", letter.integration());
            json.writeStringField("signal", letter.signal());
            json.writeStringField("topic", letter.topic());
            json.writeNumberField("partition", letter.partition());
            json.writeNumberField("offset", letter.offset());
            json.writeNumberField("ordinal", letter.ordinal());
            json.writeStringField("reason", letter.reason());
            json.writeStringField("description", letter.description());
            json.writeNumberField("attempt", letter.attempt());
            json.writeNumberField("received", letter.receivedUnixMillis());
            json.writeNumberField("chunk", letter.chunk());
            json.writeNumberField("chunks", letter.chunks());
            json.writeBinaryField("payload", letter.payload());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("dead letter cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
