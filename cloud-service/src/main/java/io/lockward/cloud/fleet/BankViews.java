package io.lockward.cloud.fleet;

import io.lockward.cloud.alarm.AlarmView;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.alarm.Severity;
import io.lockward.fleet.health.Health;
import io.lockward.fleet.health.HealthRules;
import io.lockward.fleet.presence.PresenceRules;
import io.lockward.fleet.presence.PresenceView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.PowerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes what a list shows of a bank from what was read. Pure.
final class BankViews {
    private BankViews() {}

    /// @param alarms the bank's open ones
    /// @param watchingSince since when this service hears banks; silence before that is ours
    static BankView of(BankRow row, List<AlarmView> alarms, Instant now, Instant watchingSince) {
        PresenceView presence = PresenceRules.view(row.presence(), row.power(), now, watchingSince);
        boolean fresh = presence.state() == PresenceView.State.ONLINE;
        List<Alarm> heeded = alarms.stream()
                .filter(alarm ->
                        alarm.shelved() == null || !alarm.shelved().until().isAfter(now))
                .map(BankViews::alarm)
                .toList();
        Health health = HealthRules.of(presence, row.power(), heeded);
        return new BankView(
                row.id(),
                row.name(),
                row.site(),
                new BankView.PresenceView(
                        word(presence.state()), presence.since(), presence.lastSeen(), presence.explanation()),
                new BankView.HealthView(word(health.level()), health.sentence(), health.reasons()),
                power(row.power(), fresh),
                doors(row),
                new BankView.AlarmsView(
                        count(alarms, Severity.CRITICAL),
                        count(alarms, Severity.MAJOR),
                        count(alarms, Severity.MINOR),
                        count(alarms, Severity.INFO)),
                presence.lastSeen(),
                fresh);
    }

    /// The word the HTTP interface has for a constant.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static BankView.DoorsView doors(BankRow row) {
        int total = Math.max(row.doors(), row.laidOut());
        return new BankView.DoorsView(total, row.open(), row.jammed(), total - row.doors());
    }

    private static int count(List<AlarmView> alarms, Severity severity) {
        return (int) alarms.stream()
                .filter(alarm -> alarm.severity().equalsIgnoreCase(severity.name()))
                .count();
    }

    static Alarm alarm(AlarmView view) {
        AlarmView.Evidence evidence = view.evidence();
        return new Alarm(
                view.id(),
                new BankId(view.bank()),
                view.subject(),
                AlarmKind.ofWord(view.kind()),
                Severity.valueOf(view.severity().toUpperCase(Locale.ROOT)),
                view.raisedAt(),
                view.clearedAt(),
                view.count(),
                view.why(),
                evidence == null
                        ? null
                        : new EntryRef(new JournalId(evidence.journal()), evidence.epoch(), evidence.seq()));
    }

    private static BankView.@Nullable PowerView power(@Nullable Reported reported, boolean fresh) {
        if (reported == null || !(reported.entry() instanceof PowerEntry entry)) {
            return null;
        }
        return switch (entry) {
            case PowerEntry.Lost(PowerEntry.Ups ups) -> power("battery", ups, null, reported, fresh);
            case PowerEntry.Restored restored -> power("mains", restored.ups(), null, reported, fresh);
            case PowerEntry.Low(PowerEntry.Ups ups) -> power("low", ups, null, reported, fresh);
            case PowerEntry.Unknown(String reason) -> power("unknown", null, reason, reported, fresh);
            case PowerEntry.Shutdown(PowerEntry.Ups ups, String reason) ->
                power("shut-down", ups, reason, reported, fresh);
        };
    }

    private static BankView.PowerView power(
            String state, PowerEntry.@Nullable Ups ups, @Nullable String reason, Reported reported, boolean fresh) {
        return new BankView.PowerView(
                state,
                ups == null ? null : ups.status(),
                ups == null ? null : ups.chargePercent(),
                ups == null ? null : ups.runtimeSeconds(),
                reason,
                reported.stamp().at(),
                reported.ref().seq(),
                fresh);
    }
}
