package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.wire.JwkText;
import org.junit.jupiter.api.Test;

/// Whom the gate believes. What it lets through is in `HostileCommandsTest`.
class CommandGateTest {
    /// Somebody sends a genuine set of the root that is older than the one the bank was installed with: the keys in
    /// it may have been stolen since.
    @Test
    void anOlderKeySetDoesNotComeBack() {
        KeyRing installed = KeyRing.of(TestKeys.set(5, TestKeys.COMMAND));
        CommandGate gate = new CommandGate(new BankId("harbour-7"), installed);
        gate.trust(KeyRing.of(TestKeys.set(3, JwkText.generate("stolen"))));
        assertEquals(installed, gate.keys());
        KeyRing next = KeyRing.of(TestKeys.set(6, JwkText.generate("cloud-2")));
        gate.trust(next);
        assertEquals(next, gate.keys());
    }
}
