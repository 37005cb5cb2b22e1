package io.lockward.agent.link;

/// A token bucket over uptime. One thread.
final class Budget {
    private final double perMilli;
    private final int most;
    private double left;
    private long last;

    Budget(double perSecond, int most) {
        this.perMilli = perSecond / 1_000;
        this.most = most;
        this.left = most;
    }

    boolean take(long now) {
        left = Math.min(most, left + Math.max(0, now - last) * perMilli);
        last = Math.max(last, now);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
