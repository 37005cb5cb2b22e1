package io.lockward.agent;

/// How the agent's process ends, for the supervisor and for people.
public enum ExitCode {
    /// Asked to stop, or halted in good order.
    OK(0),
    /// The machine does not allow a start yet (`check`: at least one problem). A restart may help.
    UNUSABLE(1),
    /// Called with arguments or a configuration file that it cannot use: a restart does not help.
    USAGE(2),
    /// The journal failed: opening it anew shows what is really there, so restart.
    JOURNAL_FAILED(70),
    /// A fault in the agent itself: restart.
    FAULT(71);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
