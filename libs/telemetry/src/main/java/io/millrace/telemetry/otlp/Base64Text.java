package io.millrace.telemetry.otlp;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in the four forms that ProtoJSON accepts: both alphabets, with and without padding (BYT-1 to BYT-4). */
final class Base64Text {
    private Base64Text() {}

    /** The bytes, or null if the text is no base64. */
    static byte @Nullable [] decode(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
