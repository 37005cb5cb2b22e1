package io.lockward.cloud.command;

import io.lockward.cloud.store.CommandText;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Whether a command may be asked of a bank now, by what the cloud knows. The bank checks again, by what it sees. Pure.
final class CommandDecision {
    /// A bank is taken for connected this long after its last word: three heartbeats.
    static final Duration SILENCE = Duration.ofSeconds(90);

    /// What the cloud knows that bears on it.
    ///
    /// @param presence its last word, such as `online`; `null` when it was never seen
    /// @param keyed whether a key is registered for it
    /// @param proven whether its newest word is signed with that key
    /// @param boot its present boot; `null` when it was never seen
    /// @param lastSeen when the bank was last heard
    /// @param compartments those it is known to have; empty when none is known yet
    /// @param openDoors whose switch reads open
    /// @param parcelMovements where a deposit or pickup runs
    /// @param power type of the newest power entry, such as `power.low`
    record Known(
            @Nullable String presence,
            boolean keyed,
            boolean proven,
            @Nullable BootId boot,
            @Nullable Instant lastSeen,
            Set<CompartmentId> compartments,
            SortedSet<CompartmentId> openDoors,
            SortedSet<CompartmentId> parcelMovements,
            @Nullable String power) {}

    /// What is decided.
    sealed interface Answer {
        record Allowed() implements Answer {}

        /// @param reasons at least one, each saying what to do
        record Interlocked(List<String> reasons) implements Answer {}

        record NoSuchCompartment(CompartmentId compartment) implements Answer {}
    }

    private CommandDecision() {}

    static Answer decide(Command command, Known known, Instant now) {
        CompartmentId compartment = CommandText.compartment(command);
        if (compartment != null
                && !known.compartments().isEmpty()
                && !known.compartments().contains(compartment)) {
            return new Answer.NoSuchCompartment(compartment);
        }
        List<String> reasons = new ArrayList<>();
        String away = away(known, now);
        if (away != null) {
            reasons.add(away);
        }
        if (command instanceof Command.Reboot(RebootLevel level) && level != RebootLevel.KIOSK) {
            reasons.addAll(unsafeToRestart(known, level));
        }
        return reasons.isEmpty() ? new Answer.Allowed() : new Answer.Interlocked(reasons);
    }

    private static @Nullable String away(Known known, Instant now) {
        Instant lastSeen = known.lastSeen();
        if (known.presence() == null || lastSeen == null) {
            return "The bank has never connected. Start its agent first.";
        }
        if (!known.presence().equals("online")) {
            return "The bank is not connected. Commands do not wait for it: ask again when it is back online.";
        }
        if (Duration.between(lastSeen, now).compareTo(SILENCE) > 0) {
            return "The bank has been silent since " + lastSeen + ". Ask again when it is heard.";
        }
        if (known.proven()) {
            return null;
        }
        return known.keyed()
                ? "The bank has not spoken with its registered key yet. Ask again in half a minute; if that stays so,"
                        + " somebody else may be speaking in its name."
                : "No key is registered for this bank, so no command can go to it. Register the key that"
                        + " `lockward-agent check` prints on site.";
    }

    private static List<String> unsafeToRestart(Known known, RebootLevel level) {
        List<String> reasons = new ArrayList<>();
        known.openDoors().forEach(door -> reasons.add("Door " + door + " is open. Have it closed first."));
        known.parcelMovements()
                .forEach(door -> reasons.add("Somebody is using compartment " + door + ". Wait until they are done."));
        boolean low = "power.low".equals(known.power()) || "power.shutdown".equals(known.power());
        if (low && level != RebootLevel.AGENT) {
            reasons.add("The battery could not carry a restart. Wait until the mains are back.");
        }
        return reasons;
    }
}
