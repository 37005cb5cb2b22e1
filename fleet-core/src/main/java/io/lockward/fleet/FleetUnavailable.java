package io.lockward.fleet;

/// The store cannot do its work now: not the work's fault, and worth another try.
public final class FleetUnavailable extends RuntimeException {
    public FleetUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
