package io.millrace.sink.operator;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one token of operators. Where none is set there is no API for them. */
@Singleton
class OperatorToken {
    private static final int SHORTEST = 12;
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;

    /** Refuses one that is easily guessed. */
    OperatorToken(OperatorConfig config) {
        Optional<String> given = config.operatorToken().filter(text -> !text.isBlank());
        if (given.filter(text -> text.length() < SHORTEST).isPresent()) {
            throw new IllegalArgumentException(
                    "millrace.sink.operator-token must have at least " + SHORTEST + " characters");
        }
        this.token = given.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Made at the start, so that a bad token stops it. */
    void start(@Observes StartupEvent event) {}

    boolean isSet() {
        return token.isPresent();
    }

    /** Whether an Authorization header holds the token. */
    boolean isIn(@Nullable String header) {
        return token.isPresent()
                && header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), token.get());
    }
}
