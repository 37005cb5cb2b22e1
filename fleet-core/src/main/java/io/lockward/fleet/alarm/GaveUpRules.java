package io.lockward.fleet.alarm;

import io.lockward.protocol.BankId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The end of a bank's own ladder: whatever a bank gave up on is one incident, for a person to take. It is over
/// when all of that is well again, as [IncidentRules] says: who has taken it has not mended it. Pure.
public final class GaveUpRules {
    /// So much of a reason is shown.
    private static final int WHY = 400;

    private GaveUpRules() {}

    /// An open alarm that a bank calls for a person, which nobody has taken and no incident explains.
    ///
    /// @param why in the bank's own words
    public record Sign(long alarm, BankId bank, String why) {}

    /// What follows from them: the first opens an incident for its bank, every further one joins it.
    ///
    /// @param open the incidents that are open, of every cause
    public static List<IncidentChange> plan(Collection<Sign> signs, Collection<Incident> open) {
        Map<BankId, List<Sign>> banks = new TreeMap<>(signs.stream()
                .sorted(Comparator.comparingLong(Sign::alarm))
                .collect(Collectors.groupingBy(Sign::bank)));
        List<IncidentChange> changes = new ArrayList<>();
        banks.forEach((bank, own) -> {
            List<Long> alarms = own.stream().map(Sign::alarm).toList();
            Incident standing = open.stream()
                    .filter(incident -> incident.cause() == IncidentCause.NOT_HEALED
                            && incident.subject().equals(bank.value()))
                    .findFirst()
                    .orElse(null);
            changes.add(
                    standing != null
                            ? new IncidentChange.Join(standing.id(), alarms)
                            : new IncidentChange.Open(
                                    IncidentCause.NOT_HEALED,
                                    bank.value(),
                                    bank + " could not heal itself and needs a person",
                                    why(own),
                                    alarms));
        });
        return changes;
    }

    private static String why(List<Sign> signs) {
        String why = signs.stream().map(Sign::why).distinct().collect(Collectors.joining(" "));
        return why.length() > WHY ? why.substring(0, WHY - 1) + "…" : why;
    }
}
