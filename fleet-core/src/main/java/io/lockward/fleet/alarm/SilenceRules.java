package io.lockward.fleet.alarm;

import io.lockward.protocol.BankId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which banks fell silent together, so that it is not them. Pure.
public final class SilenceRules {
    /// Banks that nobody gave a site stand in no building together.
    public static final String NO_SITE = "unassigned";

    /// A fleet of fewer banks than this has no "most of it".
    private static final int SMALLEST_FLEET = 4;

    /// A bank that is not connected.
    ///
    /// @param lastSeen when it was last heard
    /// @param onBattery whether its mains were gone when it was last heard
    /// @param alarms its open alarms that the same cause explains
    public record Silent(BankId bank, String site, Instant lastSeen, boolean onBattery, List<Long> alarms) {
        public Silent {
            alarms = List.copyOf(alarms);
        }
    }

    /// Banks with one cause, by when they were last heard.
    public record Together(IncidentCause cause, String subject, List<Silent> banks) {
        public Together {
            banks = List.copyOf(banks);
        }
    }

    private SilenceRules() {}

    /// @param fleet how many banks were heard within the last day
    /// @param window who was last heard within this time of each other fell silent together
    public static List<Together> together(Collection<Silent> silent, int fleet, Duration window) {
        List<Silent> inOrder = silent.stream()
                .sorted(Comparator.comparing(Silent::lastSeen).thenComparing(Silent::bank))
                .toList();
        List<Silent> most = most(inOrder, window);
        List<Together> found = new ArrayList<>();
        if (fleet >= SMALLEST_FLEET && most.size() * 2 > fleet) {
            found.add(new Together(IncidentCause.FLEET_SILENT, "fleet", most));
        } else {
            most = List.of();
        }
        Map<String, List<Silent>> sites = new TreeMap<>();
        for (Silent bank : inOrder) {
            if (!bank.site().equals(NO_SITE) && !most.contains(bank)) {
                sites.computeIfAbsent(bank.site(), _ -> new ArrayList<>()).add(bank);
            }
        }
        sites.forEach((site, banks) -> {
            List<Silent> group = largest(banks, window);
            if (group.size() > 1) {
                found.add(new Together(IncidentCause.SITE_SILENT, site, group));
            }
        });
        return found;
    }

    /// The most that were last heard within one window.
    private static List<Silent> most(List<Silent> inOrder, Duration window) {
        int bestFrom = 0;
        int bestTo = 0;
        int from = 0;
        for (int to = 0; to < inOrder.size(); to++) {
            while (inOrder.get(from)
                    .lastSeen()
                    .plus(window)
                    .isBefore(inOrder.get(to).lastSeen())) {
                from++;
            }
            if (to + 1 - from > bestTo - bestFrom) {
                bestFrom = from;
                bestTo = to + 1;
            }
        }
        return inOrder.subList(bestFrom, bestTo);
    }

    /// The largest chain of a site. Banks whose mains were gone belong together however long each battery lasted.
    private static List<Silent> largest(List<Silent> inOrder, Duration window) {
        List<Silent> best = inOrder.stream().filter(Silent::onBattery).toList();
        List<Silent> chain = new ArrayList<>();
        for (Silent bank : inOrder) {
            if (!chain.isEmpty() && chain.getLast().lastSeen().plus(window).isBefore(bank.lastSeen())) {
                chain.clear();
            }
            chain.add(bank);
            if (chain.size() > best.size()) {
                best = List.copyOf(chain);
            }
        }
        return best;
    }
}
