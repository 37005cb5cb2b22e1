package io.lockward.fleet.presence;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.protocol.BankId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks for banks whose entries come unsigned. To be run every minute or so; twice is once, so every replica may.
public final class SignatureSweep {
    private SignatureSweep() {}

    /// @return how many alarms changed
    public static int sweep(FleetStore store, Instant now) {
        return store.transaction(transaction -> sweep(transaction, now));
    }

    private static int sweep(FleetTransaction transaction, Instant now) {
        List<PresenceState> judged =
                transaction.presence().stream().filter(SignatureRules::isJudged).toList();
        Map<BankId, SignatureRules.Unsigned> oldest = transaction.oldestUnsigned(judged);
        Set<Alarm.Key> open = transaction.openAlarms().stream()
                .filter(alarm -> alarm.kind() == AlarmKind.JOURNAL_UNSIGNED)
                .map(Alarm::key)
                .collect(Collectors.toSet());
        List<AlarmChange> changes = new ArrayList<>();
        for (PresenceState bank : judged) {
            AlarmChange change = SignatureRules.onTime(bank, oldest.get(bank.bank()), now);
            boolean holds = change instanceof AlarmChange.Holds;
            if (holds != open.contains(change.key())) {
                changes.add(change);
            }
        }
        if (changes.isEmpty()) {
            return 0;
        }
        List<Long> changed = transaction.changeAlarms(changes);
        transaction.announce(FleetChanges.of(
                changes.stream().map(change -> change.key().bank()).toList(), changed, List.of()));
        return changed.size();
    }
}
