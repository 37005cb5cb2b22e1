package io.lockward.agent;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.Input;

/// What a test may see and do inside an agent that nobody outside can.
public final class BankInside {
    private BankInside() {}

    /// What the bank knows now, durable or not.
    public static BankMemory memory(Agent agent) {
        return agent.control().state().memory();
    }

    /// As if it had come over the link, or from a part that says it late or twice.
    public static void offer(Agent agent, Input input) {
        agent.control().offer(input);
    }
}
