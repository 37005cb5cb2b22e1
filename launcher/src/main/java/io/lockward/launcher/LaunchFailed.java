package io.lockward.launcher;

/// A program did not come up; the message says which, and where to read why.
public final class LaunchFailed extends RuntimeException {
    public LaunchFailed(String message) {
        super(message);
    }
}
