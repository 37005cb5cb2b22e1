package io.lockward.agent.bank;

/// How often something happened in the current minute.
///
/// @param sinceUp uptime in milliseconds when the minute began
/// @param count how often since
record Quota(long sinceUp, int count) {
    static final long MINUTE = 60_000;
    static final Quota START = new Quota(0, 0);

    Quota at(long up) {
        return up - sinceUp >= MINUTE ? new Quota(up, 0) : this;
    }

    Quota plusOne() {
        return new Quota(sinceUp, count + 1);
    }
}
