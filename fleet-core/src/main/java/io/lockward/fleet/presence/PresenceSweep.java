package io.lockward.fleet.presence;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What time alone changes: banks that stay away, and alarms that age. To be run every few seconds; twice is once, so
/// every replica may.
public final class PresenceSweep {
    private PresenceSweep() {}

    /// @param watchingSince since when words of banks can reach this service without a break
    /// @return how many alarms changed
    public static int sweep(FleetStore store, Instant now, Instant watchingSince) {
        return store.transaction(transaction -> sweep(transaction, now, watchingSince));
    }

    private static int sweep(FleetTransaction transaction, Instant now, Instant watchingSince) {
        List<Alarm> open = transaction.openAlarms();
        Set<Alarm.Key> known = open.stream().map(Alarm::key).collect(Collectors.toSet());
        Map<Alarm.Key, AlarmChange> changes = new LinkedHashMap<>();
        for (Alarm alarm : open) {
            AlarmChange change = AlarmRules.age(alarm, now);
            if (change != null) {
                changes.put(change.key(), change);
            }
        }
        for (PresenceState presence : transaction.presence()) {
            AlarmChange change = PresenceRules.onTime(presence, now, watchingSince);
            if (change != null && !known.contains(change.key())) {
                changes.put(change.key(), change);
            }
        }
        if (changes.isEmpty()) {
            return 0;
        }
        List<Long> changed = transaction.changeAlarms(changes.values());
        transaction.announce(
                FleetChanges.of(changes.keySet().stream().map(Alarm.Key::bank).toList(), changed, List.of()));
        return changed.size();
    }
}
