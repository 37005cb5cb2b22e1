package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.ConfigEntry;

/// What is decided about the bank from afar: keys, configuration, compartments out of use. Versions only rise; what
/// is not newer is answered once in a while, so that the cloud stops sending it, and changes nothing.
final class PolicyRules {
    private PolicyRules() {}

    static void keySet(Turn turn, Input.KeySetArrived arrived) {
        Policy policy = turn.memory.policy();
        long version = arrived.set().version();
        if (version > policy.keySetVersion()) {
            turn.record(new ConfigEntry.KeysApplied(version, arrived.jws(), null));
            turn.ask(new Effect.Trust(arrived.set()));
        } else if (turn.mayRepeat()) {
            turn.record(
                    new ConfigEntry.KeysApplied(version, null, "version " + policy.keySetVersion() + " is in force"));
        }
    }

    static void desired(Turn turn, Desired desired) {
        Policy policy = turn.memory.policy();
        if (desired.version() > policy.configVersion()) {
            try {
                Adjustments.apply(turn.setup.timing(), desired.settings());
                turn.record(new ConfigEntry.Applied(desired.version(), null, desired.settings()));
                turn.adjust();
            } catch (IllegalArgumentException e) {
                turn.record(new ConfigEntry.Applied(desired.version(), Turn.cut(e.getMessage() + "", 256), null));
            }
        } else if (turn.mayRepeat()) {
            String problem = desired.version() == policy.configVersion()
                    ? null
                    : "version " + policy.configVersion() + " is in force";
            turn.record(new ConfigEntry.Applied(policy.configVersion(), problem, policy.settings()));
        }
    }

    /// Done by saying so: the entry is the change.
    static void service(Turn turn, CommandId command, CompartmentId compartment, boolean inService, String why) {
        turn.record(new CommandEntry.Acted(command));
        ServiceRules.decided(turn, new ConfigEntry.Service(compartment, inService, why));
        // What goes on being wrong has its time again before a rule takes the compartment out.
        turn.watchLock(compartment, turn.lock(compartment).withDead(null).withLoose(null));
        turn.conclude(
                command,
                Outcome.VERIFIED,
                compartment + (inService ? " is in service" : " is out of service") + " by the bank's own record");
    }
}
