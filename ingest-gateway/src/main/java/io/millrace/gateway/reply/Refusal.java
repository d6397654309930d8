package io.millrace.gateway.reply;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A request that is answered with an error, and what the client is told.
 *
 * @param reason why; decides the status
 * @param message what is wrong and what to do, English, without payload text or key material
 * @param violations wrong places of the body, empty for all but bad bodies
 */
public record Refusal(Reason reason, String message, List<FieldViolation> violations) {
    /** Copies the list. */
    public Refusal {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        violations = List.copyOf(violations);
    }

    /** A refusal that no place in the body explains. */
    public static Refusal of(Reason reason, String message) {
        return new Refusal(reason, message, List.of());
    }
}
