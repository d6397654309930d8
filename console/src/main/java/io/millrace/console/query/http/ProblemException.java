package io.millrace.console.query.http;

import io.millrace.console.query.Problem;

/** Ends a request with a problem; the mapper beside it writes the reply. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Carries the problem; no stack trace, since it is an answer. */
    public ProblemException(Problem problem) {
        super(problem.title(), null, false, false);
        this.problem = problem;
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }
}
