package io.lockward.agent.hardware;

/// How full a file system is.
///
/// @param totalBytes  its size, at least 1
/// @param usableBytes what an unprivileged process may still write, 0 to `totalBytes`
public record DiskUse(long totalBytes, long usableBytes) {
    public DiskUse {
        if (totalBytes < 1 || usableBytes < 0 || usableBytes > totalBytes) {
            throw new IllegalArgumentException("a disk of " + totalBytes + " bytes has no " + usableBytes + " usable");
        }
    }

    /// The used part, 0 to 100, rounded down.
    public int usedPercent() {
        return (int) (100 - Math.ceilDiv(usableBytes * 100, totalBytes));
    }
}
