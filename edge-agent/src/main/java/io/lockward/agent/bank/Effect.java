package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.key.KeySet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a decision asks for. The loop appends every [Append] of a batch and makes them durable before it performs
/// anything else of that batch; the rest it performs in order.
public sealed interface Effect {

    /// Goes into the journal, stamped with the moment of the decision.
    record Append(Entry entry) implements Effect {}

    /// Drive a lock, once.
    ///
    /// @param length 1 ms to 3 s
    record PulseLock(CompartmentId compartment, Duration length, CommandId command) implements Effect {}

    /// Restart a part of the bank, once.
    ///
    /// @param command the order; `null` when the bank heals itself
    record Restart(RebootLevel level, @Nullable CommandId command) implements Effect {}

    /// Verify commands with these keys from now on.
    record Trust(KeySet keys) implements Effect {}

    /// Make the bank show itself.
    ///
    /// @param length 1 s to 5 min
    record Locate(CommandId command, Duration length) implements Effect {}

    /// Read a compartment's occupancy sensors as fast as they go, or no longer so.
    record SampleFast(CompartmentId compartment, boolean fast) implements Effect {}

    /// Gather a diagnostic bundle and send it.
    record Diagnose(CommandId command) implements Effect {}

    /// Close the journal and switch the controller off.
    ///
    /// @param reason for people
    record Halt(String reason) implements Effect {}
}
