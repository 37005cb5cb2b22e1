package io.lockward.fleet.dispute;

import io.lockward.fleet.dispute.ChecklistItem.Item;
import io.lockward.fleet.dispute.ChecklistItem.Standing;
import io.lockward.fleet.presence.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether the bank was connected, by the cloud's own word: a bank works alone, and what it says of a time without
/// network comes later. Pure.
final class NetworkRules {
    private static final int MOST = 5;

    private NetworkRules() {}

    static ChecklistItem of(Evidence evidence) {
        List<Outage> outages = evidence.outages();
        if (outages == null) {
            return item(Standing.MISSING, "The bank was never heard.");
        }
        if (outages.isEmpty()) {
            return item(Standing.THERE, "Connected all the time, as far as the cloud knows.");
        }
        String told = outages.stream()
                .limit(MOST)
                .map(outage -> words(evidence.question(), outage))
                .collect(Collectors.joining("; "));
        return item(
                Standing.MISSING,
                told.substring(0, 1).toUpperCase(Locale.ROOT) + told.substring(1)
                        + (outages.size() > MOST ? "; and " + (outages.size() - MOST) + " more times" : "")
                        + "; by the cloud\u2019s clock.");
    }

    private static String words(Question question, Outage outage) {
        @Nullable Instant to = outage.to();
        return (outage.kind() == Outage.Kind.NOT_CONNECTED ? "not connected" : "commands did not arrive") + " from "
                + CaseWords.when(question, outage.from())
                + (to == null ? " on" : " to " + CaseWords.when(question, to));
    }

    private static ChecklistItem item(Standing standing, String words) {
        return new ChecklistItem(Item.NETWORK, standing, words, List.of());
    }
}
