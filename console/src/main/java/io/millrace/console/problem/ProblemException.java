package io.millrace.console.problem;

import java.util.Map;
import java.util.Optional;

/** Ends a request of the administration API with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final long retryAfterSeconds;

    private ProblemException(Problem problem, long retryAfterSeconds) {
        super(problem.title(), null, false, false); // an answer, not a defect: no stack trace
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The request is wrong in some fields. */
    public static ProblemException invalid(Map<String, String> errors) {
        return new ProblemException(
                new Problem(
                        "/problems/invalid",
                        "Some fields are not right",
                        400,
                        String.join(" ", errors.values()),
                        Map.copyOf(errors)),
                0);
    }

    /** Nobody has signed in, or the key is no good. */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(401, "not-signed-in", "Sign in first", detail), 0);
    }

    /** The caller is known but may not do this. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(403, "not-allowed", "You may not do this", detail), 0);
    }

    /** The caller is refused with 401, 403 or 503. */
    public static ProblemException refused(int status, String detail) {
        return switch (status) {
            case 401 -> unauthorized(detail);
            case 403 -> forbidden(detail);
            default -> unavailable(detail);
        };
    }

    /** There is no such thing, or none that the caller may know of. */
    public static ProblemException notFound(String what) {
        return new ProblemException(
                Problem.of(404, "not-found", "Not found", "Your organization has no " + what + " with this id."), 0);
    }

    /** It does not fit what is there. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "conflict", "This does not fit what is there", detail), 0);
    }

    /** Too many attempts. */
    public static ProblemException tooMany(String detail, long retryAfterSeconds) {
        return new ProblemException(
                Problem.of(429, "too-many-attempts", "Too many attempts", detail), retryAfterSeconds);
    }

    /** It may work later. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(503, "unavailable", "Not available now", detail), 5);
    }

    /** What to answer. */
    Problem problem() {
        return problem;
    }

    /** When to try again, in seconds. */
    Optional<Long> retryAfterSeconds() {
        return retryAfterSeconds > 0 ? Optional.of(retryAfterSeconds) : Optional.empty();
    }
}
