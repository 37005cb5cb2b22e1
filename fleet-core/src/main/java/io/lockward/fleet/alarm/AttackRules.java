package io.lockward.fleet.alarm;

import io.lockward.protocol.BankId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Force against a bank: whoever pries five doors open is one incident, not five alarms, and it is not over when the
/// doors are pushed shut again. When it ends, [IncidentRules] says. Pure.
public final class AttackRules {
    private AttackRules() {}

    /// An alarm that tells of force, which nobody has taken and no incident explains.
    ///
    /// @param subject such as `door/A07`, or the cabinet's switch
    /// @param tamper whether it is about the cabinet itself, not about a door
    public record Sign(long alarm, BankId bank, String subject, boolean tamper) {}

    /// What follows from them: the first forced door of a bank opens an incident, every further sign joins it. The
    /// cabinet alone is opened by every technician, and has its alarm.
    ///
    /// @param open the incidents that are open, of every cause
    public static List<IncidentChange> plan(Collection<Sign> signs, Collection<Incident> open) {
        Map<BankId, List<Sign>> banks = new TreeMap<>(signs.stream()
                .sorted(Comparator.comparing(Sign::subject).thenComparingLong(Sign::alarm))
                .collect(Collectors.groupingBy(Sign::bank)));
        List<IncidentChange> changes = new ArrayList<>();
        banks.forEach((bank, own) -> {
            List<Long> alarms = own.stream().map(Sign::alarm).toList();
            Incident standing = open.stream()
                    .filter(incident -> incident.cause() == IncidentCause.FORCED
                            && incident.subject().equals(bank.value()))
                    .findFirst()
                    .orElse(null);
            if (standing != null) {
                changes.add(new IncidentChange.Join(standing.id(), alarms));
            } else if (!own.stream().allMatch(Sign::tamper)) {
                changes.add(new IncidentChange.Open(
                        IncidentCause.FORCED, bank.value(), bank + " was opened by force", why(own), alarms));
            }
        });
        return changes;
    }

    private static String why(List<Sign> signs) {
        List<String> doors = signs.stream()
                .filter(sign -> !sign.tamper())
                .map(sign -> sign.subject().replaceFirst("^door/", ""))
                .distinct()
                .toList();
        String opened = doors.isEmpty() ? "" : String.join(", ", doors) + " opened, and nothing had unlocked it. ";
        boolean tampered = signs.stream().anyMatch(Sign::tamper);
        return (opened + (tampered ? "Somebody is at the cabinet itself." : "")).strip();
    }
}
