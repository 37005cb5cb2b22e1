package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Desk;
import io.lockward.agent.bank.power.PowerWatch;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything a decision depends on besides its input and time. [#memory()] is what a restart brings back; the
/// rest is watching that starts anew with each process.
///
/// @param start when this process started to decide; `null` before [Input.Started]
/// @param doors what is being watched at each door
/// @param kioskBeatUp uptime in milliseconds of the screen's last sign of life, or of the start
/// @param reboot the restart under way, when there is one
/// @param repeats answers in this minute that changed nothing
/// @param unlockAll the opening of every door under way, when there is one
/// @param parts what was heard of the bank's parts
/// @param probing what waits for them to be well, when something does
/// @param awaited until when (uptime in milliseconds) the rim may answer for a command
/// @param remedy what the ladder watches
/// @param locks what is being watched at each lock
/// @param cabinet what the cabinet's switch said
/// @param sensing what the occupancy sensors say, of the compartments that have some
/// @param desk what is watched of parcels, and who is at the screen
/// @param cutting the clips that the rim was asked for, each with the newest entry that it was asked for
public record BankState(
        BankSetup setup,
        BankMemory memory,
        @Nullable Start start,
        SortedMap<CompartmentId, DoorWatch> doors,
        PowerWatch power,
        long kioskBeatUp,
        @Nullable RebootWatch reboot,
        RefusalLog refusals,
        Quota repeats,
        UnlockAllRules.@Nullable Watch unlockAll,
        PartsWatch parts,
        ProbeRules.@Nullable Probing probing,
        SortedMap<CommandId, Long> awaited,
        RemedyWatch remedy,
        SortedMap<CompartmentId, LockWatch> locks,
        CabinetWatch cabinet,
        SortedMap<CompartmentId, SensingWatch> sensing,
        Desk desk,
        SortedMap<String, Long> cutting) {

    /// @param up uptime in milliseconds
    /// @param memoryLost whether commands may have been accepted earlier in this boot that nobody remembers
    record Start(long up, boolean memoryLost) {}

    public BankState {
        doors = Collections.unmodifiableSortedMap(doors);
        awaited = Collections.unmodifiableSortedMap(awaited);
        locks = Collections.unmodifiableSortedMap(locks);
        sensing = Collections.unmodifiableSortedMap(sensing);
        cutting = Collections.unmodifiableSortedMap(cutting);
    }

    /// After an entry that no decision made: the journal's own.
    public BankState afterOwn(Stamp stamp, JournalEntry entry) {
        return new BankState(
                setup,
                memory.then(stamp, entry),
                start,
                doors,
                power,
                kioskBeatUp,
                reboot,
                refusals,
                repeats,
                unlockAll,
                parts,
                probing,
                awaited,
                remedy,
                locks,
                cabinet,
                sensing,
                desk,
                cutting);
    }

    /// The state of a process that has not heard anything yet.
    ///
    /// @param memory what the journal gave back
    public static BankState of(BankSetup setup, BankMemory memory) {
        SortedMap<CompartmentId, DoorWatch> doors = new TreeMap<>();
        setup.compartments().forEach(compartment -> doors.put(compartment, DoorWatch.START));
        return new BankState(
                setup,
                memory,
                null,
                doors,
                PowerWatch.START,
                0,
                null,
                RefusalLog.START,
                Quota.START,
                null,
                PartsWatch.START,
                null,
                new TreeMap<>(),
                RemedyWatch.START,
                new TreeMap<>(),
                CabinetWatch.START,
                new TreeMap<>(),
                Desk.START,
                new TreeMap<>());
    }
}
