package io.lockward.systemtest;

/// Where on the way of a command through the agent its process dies.
enum AgentStep {
    ARRIVED("came to the link, nothing decided"),
    DECIDED("accepted, nothing written"),
    TORN("half of the record written"),
    WRITTEN("record written, not forced"),
    REMEMBERED("remembered, lock not asked"),
    LOCK_ASKED("lock asked, coil off"),
    ENERGISED("coil energised"),
    /// In the process that starts after a death at [#ENERGISED].
    RESTARTED("the next start finds it unfinished"),
    PULSE_OVER("pulse over, not yet told"),
    DOOR_SEEN("door seen open, not yet told"),
    CONCLUSION_WRITTEN("conclusion written, not forced"),
    CONCLUDED("conclusion durable, not sent"),
    SENT("conclusion sent, not committed"),
    COMMITTED("the cloud's ack came, not taken in");

    final String words;

    AgentStep(String words) {
        this.words = words;
    }
}
