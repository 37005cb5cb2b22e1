package io.lockward.cloud.remedy;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.presence.SignatureSweep;
import io.lockward.fleet.remedy.DownlinkRules;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Looks for banks that are heard and do not hear, and for journals that come unsigned. Twice is once, so every replica
/// may. Any thread.
@Singleton
public final class FleetWatch {
    private static final Duration LOOKED_BACK = Duration.ofDays(1);

    private final FleetStore fleet;
    private final FleetLadderStore store;
    private final InstantSource clock;

    FleetWatch(FleetStore fleet, FleetLadderStore store, InstantSource clock) {
        this.fleet = fleet;
        this.store = store;
        this.clock = clock;
    }

    void look(Instant hearingSince) {
        Instant now = clock.instant();
        SignatureSweep.sweep(fleet, now);
        // A UUIDv7 begins with its time, so this is the first id of that millisecond.
        CommandId from = new CommandId(new UUID(now.minus(LOOKED_BACK).toEpochMilli() << 16 | 0x7000L, 1L << 63));
        Map<BankId, List<DownlinkRules.Tried>> tried = store.tried(from);
        Map<BankId, Instant> behind = store.behind(now);
        fleet.transaction(transaction -> change(transaction, tried, behind, hearingSince, now));
    }

    private static int change(
            FleetTransaction transaction,
            Map<BankId, List<DownlinkRules.Tried>> tried,
            Map<BankId, Instant> behind,
            Instant hearingSince,
            Instant now) {
        List<Alarm> open = transaction.openAlarms();
        Set<Alarm.Key> deaf = open.stream()
                .filter(alarm -> alarm.kind() == AlarmKind.DOWNLINK_DEAD)
                .map(Alarm::key)
                .collect(Collectors.toSet());
        // What such a bank sends is kept apart: it does not arrive for another reason, which has its own alarm.
        Set<BankId> broken = open.stream()
                .filter(alarm -> alarm.kind() == AlarmKind.JOURNAL_BROKEN)
                .map(Alarm::bank)
                .collect(Collectors.toSet());
        Set<BankId> banks = new TreeSet<>(tried.keySet());
        banks.addAll(behind.keySet());
        deaf.forEach(key -> banks.add(key.bank()));
        List<AlarmChange> changes = new ArrayList<>();
        for (PresenceState bank : transaction.presenceOf(banks).values()) {
            AlarmChange change = DownlinkRules.onTime(
                    bank,
                    tried.getOrDefault(bank.bank(), List.of()),
                    broken.contains(bank.bank()) ? null : behind.get(bank.bank()),
                    hearingSince,
                    now);
            if (change != null && change instanceof AlarmChange.Holds != deaf.contains(change.key())) {
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
