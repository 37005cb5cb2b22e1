package io.lockward.fleet;

import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.presence.SignatureRules;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Telemetry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What can be done within one transaction. Everything takes many at once: one call is one statement. Rows are
/// locked in the order of their keys, and tables in the order of these methods, so that replicas wait for each
/// other and never in a circle.
///
/// Threads: only the one that runs the work, only while it runs.
public interface FleetTransaction {
    /// A bank's claim to have a journal.
    record Claim(JournalId journal, BankId bank, long epoch) {}

    /// A diagnostic bundle whose signature held.
    ///
    /// @param jws as the bank signed it
    record Bundle(BankId bank, Instant receivedAt, Diagnostics diagnostics, String jws) {}

    /// Samples of one bank.
    record Samples(BankId bank, Instant receivedAt, Telemetry telemetry) {}

    /// Locks journals until the transaction ends; an unknown one is created for the bank that claims it. The answer
    /// tells whose it really is.
    Map<JournalId, JournalState> lockJournals(Collection<Claim> claims);

    void saveJournals(Collection<JournalState> journals);

    void insertEntries(List<StoredEntry> entries);

    /// Keeps the newest word on each subject.
    ///
    /// @param newest at most one per subject
    /// @return those that are newer than what was kept
    List<Reported> report(Collection<Reported> newest);

    /// Locks the banks' presence until the transaction ends; those never seen are not in the answer, and can be saved
    /// all the same.
    Map<BankId, PresenceState> lockPresence(Collection<BankId> banks);

    /// The banks' presence as it is, without a lock.
    Map<BankId, PresenceState> presenceOf(Collection<BankId> banks);

    void savePresence(Collection<PresenceState> presence);

    /// Every bank ever seen.
    List<PresenceState> presence();

    /// Of each bank's present journal the oldest entry that no signature of the bank covers; banks without one are not
    /// in the answer.
    Map<BankId, SignatureRules.Unsigned> oldestUnsigned(Collection<PresenceState> banks);

    /// Opens, counts and closes alarms.
    ///
    /// @param changes at most one per key
    /// @return the ids of those that changed
    List<Long> changeAlarms(Collection<AlarmChange> changes);

    /// All open alarms, oldest first.
    List<Alarm> openAlarms();

    void insertCommand(CommandRecord command);

    /// Locks commands until the transaction ends; unknown ones are not in the answer.
    Map<CommandId, CommandRecord> lockCommands(Collection<CommandId> ids);

    /// Locks commands that have not ended, oldest first; one that another transaction holds is left out.
    ///
    /// @param limit at most so many, from 1
    List<CommandRecord> lockOpenCommands(int limit);

    void saveCommands(Collection<CommandRecord> commands);

    /// Facts already known are not added again.
    void addFacts(Collection<CommandFact> facts);

    List<CommandFact> facts(Collection<CommandId> commands);

    /// Joins what banks told of clips to what is known of them.
    ///
    /// @param told at most one per clip
    void hearOfClips(Collection<ClipRecord> told);

    /// Parcels and tickets; locked after commands.
    ParcelBooks books();

    /// Opens a case for each of these, or joins it to the one that is open about the same. The same entry twice is one.
    void openCases(Collection<CaseTrigger> triggers);

    void saveTelemetry(Collection<Samples> samples);

    /// Keeps bundles; the same one twice is one.
    void keepDiagnostics(Collection<Bundle> bundles);

    void keepHostile(Collection<HostilePayload> payloads);

    /// Tells every replica, once committed.
    void announce(FleetChanges changes);
}
