package io.lockward.agent.journal;

final class Frame {
    static final int MAX_OVERHEAD = 160;

    private Frame() {}
}
