package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.parcel.SealKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a decision asks for. The loop appends every [Append] of a batch and makes them durable before it
/// performs anything else of that batch; the rest it performs in order.
public sealed interface Effect {

    /// Goes into the journal, stamped with the moment of the decision.
    record Append(Entry entry) implements Effect {}

    /// Drive a lock, once.
    ///
    /// @param length 1 ms to 3 s
    record PulseLock(CompartmentId compartment, Duration length, PulseCause cause) implements Effect {}

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

    /// Tell the screen's page what became of its request.
    ///
    /// @param request the request's id
    record Answer(String request, KioskAnswer answer) implements Effect {}

    /// Make the code of a parcel, and tell its fingerprints.
    ///
    /// @param number 1 to [io.lockward.protocol.parcel.PickupCode#MOST_NUMBER]
    record MakeCode(ParcelId parcel, int number) implements Effect {}

    /// Seal the bank's secret.
    record SealSecret(SealKey key) implements Effect {}

    /// Cut a clip, and answer with [Input.ClipCut] or [Input.ClipMissed]. Asked again after a restart, or with
    /// a later end; then the newest counts.
    record CutClip(Cut cut) implements Effect {}

    /// Close the journal and switch the controller off.
    ///
    /// @param reason for people
    record Halt(String reason) implements Effect {}
}
