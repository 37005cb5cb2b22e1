package io.lockward.cli;

/// What the program's exit status says. Scripts rely on these numbers; they never change their meaning.
public final class ExitCode {
    /// Done; with `--wait`: verified.
    public static final int DONE = 0;

    public static final int ERROR = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int NOT_ALLOWED = 4;
    /// An interlock, or a conflict with what is already running.
    public static final int CONFLICT = 5;
    /// Waiting took too long; the command may still run.
    public static final int TIMED_OUT = 6;
    /// It was sent, and nothing shows its effect.
    public static final int UNVERIFIED = 7;
    /// Some of several were done and the others were not, such as the banks that take a key set (`key-set hand-out`).
    public static final int PARTLY_FAILED = 8;

    private ExitCode() {}
}
