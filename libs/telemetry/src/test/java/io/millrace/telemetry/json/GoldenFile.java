package io.millrace.telemetry.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file whose form must be read for ever: never edited, only added to. */
public final class GoldenFile {
    private GoldenFile() {}

    /** The bytes of a file under {@code golden/}, without the line end at its end. */
    public static byte[] read(String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no golden file " + name);
            }
            return new String(in.readAllBytes(), UTF_8).strip().getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
