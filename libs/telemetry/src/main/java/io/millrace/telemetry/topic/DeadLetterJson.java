package io.millrace.telemetry.topic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.json.FlatJson;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Values of the topic {@code otlp.dead-letters}. The payload is in base64, because it need not be text. Unknown members are
 * skipped when read; absent ones are left out when written.
 */
public final class DeadLetterJson {
    /** The version that this release writes; readers take every version that has the members they know. */
    public static final int FORMAT_VERSION = 1;

    /** Bytes that a value has beside its payload, at most, where no text is longer than 256 bytes. */
    public static final int MAX_OVERHEAD_BYTES = 4096;

    private DeadLetterJson() {}

    /** Upper bound of the size of a value with a payload of this size, in bytes. */
    public static long maxSizeBytes(int payloadBytes) {
        return MAX_OVERHEAD_BYTES + (payloadBytes + 2L) / 3 * 4;
    }

    /** The value of a dead letter. */
    public static byte[] write(DeadLetter letter) {
        int sizeHint = (int) Math.min(maxSizeBytes(letter.payload().length), Integer.MAX_VALUE - 8);
        return FlatJson.write(sizeHint, json -> {
            json.writeNumberField("v", FORMAT_VERSION);
            json.writeStringField("id", letter.id());
            json.writeStringField("stage", letter.stage());
            writeText(json, "organization", letter.organization());
            writeText(json, "integration", letter.integration());
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
            json.writeStringField("payload", Base64.getEncoder().encodeToString(letter.payload()));
        });
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static DeadLetter read(byte[] value) {
        FlatJson json = FlatJson.read("dead letter", value);
        json.requiredLong("v");
        return new DeadLetter(
                json.requiredText("id"),
                json.requiredText("stage"),
                json.text("organization"),
                json.text("integration"),
                json.requiredText("signal"),
                json.requiredText("topic"),
                json.requiredInt("partition"),
                json.requiredLong("offset"),
                json.requiredInt("ordinal"),
                json.requiredText("reason"),
                json.requiredText("description"),
                json.requiredInt("attempt"),
                json.longOr("received", 0),
                json.requiredInt("chunk"),
                json.requiredInt("chunks"),
                payload(json.requiredText("payload")));
    }

    private static byte[] payload(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) { // without its message: it may quote the payload
            throw new IllegalArgumentException("dead letter must have a payload in base64");
        }
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
