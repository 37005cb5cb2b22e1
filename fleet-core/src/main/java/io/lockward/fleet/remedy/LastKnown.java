package io.lockward.fleet.remedy;

import io.lockward.fleet.Reported;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a bank was doing when it was last heard, as far as it bears on restarting it. It works on alone while nobody
/// hears it, so what is not known counts as a no.
///
/// @param reported its newest word on each subject
/// @param entriesMissing whether it said that it wrote more than has arrived
/// @param commandRunning whether a command to it has not ended
public record LastKnown(Collection<Reported> reported, boolean entriesMissing, boolean commandRunning) {

    /// What forbids it, known to be so.
    ///
    /// @param chargePercent on battery, not below this charge
    public @Nullable String against(int chargePercent) {
        if (commandRunning) {
            return "a command to it has not ended";
        }
        for (Reported word : inOrder().values()) {
            switch (word.entry()) {
                case DoorEntry.Opened opened -> {
                    return "door " + opened.compartment() + " was open when it was last heard";
                }
                case ParcelEntry.DepositStarted started -> {
                    return "a deposit was running at " + started.compartment() + " when it was last heard";
                }
                case ParcelEntry.PickupStarted started -> {
                    return "a pickup was running at " + started.compartment() + " when it was last heard";
                }
                case PowerEntry power -> {
                    String low = onBattery(power, chargePercent);
                    if (low != null) {
                        return low;
                    }
                }
                case DoorEntry _,
                        ParcelEntry _,
                        AgentEntry _,
                        ClipEntry _,
                        CodeEntry _,
                        CommandEntry _,
                        ConditionEntry _,
                        ConfigEntry _,
                        JournalEntry _,
                        KioskEntry _,
                        OccupancyEntry _,
                        RemedyEntry _,
                        TicketEntry _,
                        UnreadEntry _ -> {} // says nothing against it
            }
        }
        return null;
    }

    /// What would have to be known and is not.
    public @Nullable String unknown() {
        if (entriesMissing) {
            return "its newest entries have not arrived, so nobody knows what it was doing";
        }
        boolean doors = false;
        boolean power = false;
        for (Reported word : inOrder().values()) {
            switch (word.entry()) {
                case DoorEntry.Opened _, DoorEntry.Closed _, DoorEntry.Jammed _ -> doors = true;
                case ConditionEntry.Raised raised -> {
                    if (raised.kind() == ConditionEntry.Kind.SENSOR_FAULT) {
                        return "the switch of " + raised.subject() + " cannot be believed";
                    }
                }
                case AgentEntry.Probed probed -> {
                    AgentEntry.Health sensors = probed.parts().get(AgentEntry.Part.SENSORS);
                    if (sensors == AgentEntry.Health.RED || sensors == AgentEntry.Health.UNKNOWN) {
                        return "its door switches could not be read when it was last heard";
                    }
                    power |= probed.parts().get(AgentEntry.Part.UPS) == AgentEntry.Health.NOT_FITTED;
                }
                case PowerEntry.Unknown _ -> {
                    return "its power state could not be told when it was last heard";
                }
                case PowerEntry _ -> power = true;
                case DoorEntry.Pulsed _,
                        ParcelEntry _,
                        AgentEntry.Started _,
                        ClipEntry _,
                        CodeEntry _,
                        CommandEntry _,
                        ConditionEntry.Cleared _,
                        ConfigEntry _,
                        JournalEntry _,
                        KioskEntry _,
                        OccupancyEntry _,
                        RemedyEntry _,
                        TicketEntry _,
                        UnreadEntry _ -> {} // tells nothing of it
            }
        }
        return !doors ? "no door of it was ever reported" : power ? null : "it never told what feeds it";
    }

    /// Whether its mains were gone.
    public static boolean isOnBattery(@Nullable Reported power) {
        return power != null
                && (power.entry() instanceof PowerEntry.Lost
                        || power.entry() instanceof PowerEntry.Low
                        || power.entry() instanceof PowerEntry.Shutdown);
    }

    private static @Nullable String onBattery(PowerEntry power, int chargePercent) {
        return switch (power) {
            case PowerEntry.Lost(PowerEntry.Ups ups) -> charge(ups, chargePercent);
            case PowerEntry.Low _ -> "it was on a battery that was nearly empty when it was last heard";
            case PowerEntry.Shutdown _ -> "it halted in good order to spare its battery, and waits for the mains";
            case PowerEntry.Restored _, PowerEntry.Unknown _ -> null;
        };
    }

    private static @Nullable String charge(PowerEntry.Ups ups, int least) {
        Double charge = ups.chargePercent();
        if (charge == null) {
            return "it was on its battery when it was last heard, and its charge is not known";
        }
        return charge < least
                ? "it was on its battery at " + Math.round(charge) + " % when it was last heard, below " + least + " %"
                : null;
    }

    private TreeMap<String, Reported> inOrder() {
        TreeMap<String, Reported> words = new TreeMap<>();
        for (Reported word : reported) {
            words.put(word.subject(), word);
        }
        return words;
    }
}
