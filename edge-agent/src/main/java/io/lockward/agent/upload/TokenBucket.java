package io.lockward.agent.upload;

/// Bounds a rate: what has not been used is saved up for a second, no longer.
///
/// Thread rule: one thread.
final class TokenBucket {
    private final long bytesPerSecond;
    private long filledUp;
    private double saved;

    /// @param up uptime in milliseconds
    TokenBucket(long bytesPerSecond, long up) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond is at least 1");
        }
        this.bytesPerSecond = bytesPerSecond;
        this.filledUp = up;
    }

    /// Takes bytes, which may leave a debt that the next has to wait for.
    ///
    /// @return how many milliseconds to wait before sending them
    long take(long bytes, long up) {
        double gained = (double) (up - filledUp) * bytesPerSecond / 1_000;
        saved = Math.min((double) bytesPerSecond, saved + gained);
        filledUp = up;
        saved -= bytes;
        return saved >= 0 ? 0 : (long) Math.ceil(-saved * 1_000 / bytesPerSecond);
    }
}
