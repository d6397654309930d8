package io.millrace.testkit.capture;

import io.millrace.telemetry.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One captured request.
 *
 * @param scenario folder, such as {@code claude-code/seed-plain}
 * @param name file name
 * @param signal signal of its path
 * @param contentType as sent
 * @param contentEncoding as sent, or null
 * @param chunked whether it was sent without a length
 * @param sent the body's bytes as sent; treat as immutable
 */
@SuppressWarnings("ArrayRecordComponent") // read only
public record Capture(
        String scenario,
        String name,
        Signal signal,
        String contentType,
        @Nullable String contentEncoding,
        boolean chunked,
        byte[] sent) {

    /** Whether a JSON-only server takes it. */
    public boolean isJson() {
        return contentType.startsWith("application/json");
    }

    /** The body without its coding. */
    public byte[] body() {
        if (contentEncoding == null) {
            return sent;
        }
        try (GZIPInputStream inflated = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return inflated.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("capture is not gzip: " + this, e);
        }
    }

    /** Scenario and file name. */
    @Override
    public String toString() {
        return scenario + "/" + name;
    }
}
