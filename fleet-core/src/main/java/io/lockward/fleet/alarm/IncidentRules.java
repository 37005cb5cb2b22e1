package io.lockward.fleet.alarm;

import io.lockward.fleet.alarm.SilenceRules.Silent;
import io.lockward.fleet.alarm.SilenceRules.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One cause, one incident: when incidents open, what joins them and when they close. Pure.
public final class IncidentRules {
    private IncidentRules() {}

    /// What follows from who is silent together, from signs of force, and from banks that could not heal themselves.
    ///
    /// @param open incidents about banks, of every scope
    /// @param patience how long after the last bank of a group came back the one that did not stands for itself
    public static List<IncidentChange> plan(
            Collection<Together> together,
            Collection<AttackRules.Sign> signs,
            Collection<GaveUpRules.Sign> gaveUp,
            Collection<Incident> open,
            Duration patience,
            Instant now) {
        List<IncidentChange> changes = new ArrayList<>(AttackRules.plan(signs, open));
        changes.addAll(GaveUpRules.plan(gaveUp, open));
        Set<Long> grows = new HashSet<>();
        for (IncidentChange change : changes) {
            if (change instanceof IncidentChange.Join join) {
                grows.add(join.incident());
            }
        }
        for (Together group : together) {
            List<Long> alarms = group.banks().stream()
                    .flatMap(bank -> bank.alarms().stream())
                    .toList();
            Incident standing = open.stream()
                    .filter(incident -> incident.cause() == group.cause()
                            && incident.subject().equals(group.subject()))
                    .findFirst()
                    .orElse(null);
            if (standing == null) {
                changes.add(new IncidentChange.Open(group.cause(), group.subject(), title(group), why(group), alarms));
            } else {
                List<Long> loose =
                        alarms.stream().filter(alarm -> !standing.has(alarm)).toList();
                if (!loose.isEmpty()) {
                    grows.add(standing.id());
                    changes.add(new IncidentChange.Join(standing.id(), loose));
                }
            }
        }
        open.stream()
                .filter(incident -> !grows.contains(incident.id()))
                .forEach(incident -> changes.addAll(end(incident, patience, now)));
        return changes;
    }

    private static List<IncidentChange> end(Incident incident, Duration patience, Instant now) {
        return switch (incident.cause().scope()) {
            case SERVICE -> List.of();
            case BANK ->
                incident.children().stream()
                                .allMatch(child -> child.clearedAt() != null
                                        && (child.taken() || !incident.cause().needsTaking()))
                        ? List.of(new IncidentChange.Close(incident.id()))
                        : List.of();
            case SITE, FLEET -> endShared(incident, patience, now);
        };
    }

    private static List<IncidentChange> endShared(Incident incident, Duration patience, Instant now) {
        List<Incident.Child> silences =
                incident.children().stream().filter(Incident.Child::silence).toList();
        List<Incident.Child> left =
                silences.stream().filter(child -> child.clearedAt() == null).toList();
        if (left.isEmpty()) {
            return List.of(new IncidentChange.Close(incident.id()));
        }
        Instant lastBack = silences.stream()
                .map(Incident.Child::clearedAt)
                .filter(java.util.Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        if (left.size() > 1 || lastBack == null || now.isBefore(lastBack.plus(patience))) {
            return List.of();
        }
        List<Long> alone = incident.children().stream()
                .filter(child -> child.clearedAt() == null)
                .map(Incident.Child::alarm)
                .toList();
        return List.of(new IncidentChange.Release(incident.id(), alone), new IncidentChange.Close(incident.id()));
    }

    private static String title(Together group) {
        int banks = group.banks().size();
        return group.cause().scope() == IncidentCause.Scope.SITE
                ? banks + " banks of one site fell silent together"
                : banks + " banks, most of the fleet, fell silent together";
    }

    private static String why(Together group) {
        List<Silent> banks = group.banks();
        String who = banks.stream().limit(5).map(bank -> bank.bank().value()).collect(Collectors.joining(", "))
                + (banks.size() > 5 ? " and " + (banks.size() - 5) + " more" : "");
        long apart = Duration.between(
                        banks.getFirst().lastSeen(), banks.getLast().lastSeen())
                .toSeconds();
        String when = who + " were last heard within " + Math.max(1, apart) + " s of each other";
        if (group.cause().scope() == IncidentCause.Scope.FLEET) {
            return when + ": the broker, a provider or this service, not the banks. None is restarted for it.";
        }
        return banks.stream().allMatch(Silent::onBattery)
                ? who + " were all on their batteries when last heard: the site's power. None is restarted for it."
                : when + ": the site's network or power, not the banks. None is restarted for it.";
    }
}
