package io.lockward.cloud.http;

/// Carries a [Problem] to the rim, where it becomes the answer. Not logged: the caller is told.
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
