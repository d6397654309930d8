package io.millrace.testkit.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Puts other values into bodies, so that many are still JSON and few of their records still valid. */
public final class Mutilation {
    private static final int MOST_VALUES = 3;

    private final Random random;
    private final List<String> values;

    /**
     * A mutilation.
     *
     * @param random decides what goes where
     * @param values JSON, or pieces of it
     */
    public Mutilation(Random random, List<String> values) {
        this.random = random;
        this.values = List.copyOf(values);
    }

    /** The body with one to three values replaced. */
    public byte[] of(byte[] original) {
        String body = new String(original, UTF_8);
        for (int i = 1 + random.nextInt(MOST_VALUES); i > 0; i--) {
            int colon = body.indexOf(':', random.nextInt(body.length()));
            int end = colon + 1;
            while (end < body.length() && ",}]{[".indexOf(body.charAt(end)) < 0) {
                end++;
            }
            if (colon > 0) {
                body = body.substring(0, colon + 1) + values.get(random.nextInt(values.size())) + body.substring(end);
            }
        }
        return body.getBytes(UTF_8);
    }
}
