package io.lockward.fleet.remedy;

import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.entry.AgentEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a bank's power was cut and given back. Only the bank can prove it: by a boot that nothing but power began,
/// and that by its signed uptime began after the order. Pure.
public final class CycleProof {
    /// An agent's start as its journal tells it.
    public record Start(long boot, AgentEntry.Started entry) {}

    /// @param outcome `null` while it may still be proven
    public record Verdict(FleetRung.@Nullable Outcome outcome, String words) {}

    private CycleProof() {}

    /// @param starts those that arrived since the order
    /// @param presence the bank's newest word; `null` when it was never heard
    public static Verdict of(FleetRung order, List<Start> starts, @Nullable PresenceState presence, Instant now) {
        Start proof = presence == null || !presence.proven()
                ? null
                : starts.stream()
                        .filter(start -> start.entry().cause() == AgentEntry.Cause.POWER_ON
                                && start.boot() == presence.newest().boot()
                                && start.entry()
                                        .bootId()
                                        .equals(presence.newest().bootId())
                                && !began(presence).isBefore(order.at()))
                        .findFirst()
                        .orElse(null);
        if (proof != null && presence != null && order.sentAt() != null) {
            long seconds = Duration.between(order.at(), began(presence)).toSeconds();
            return new Verdict(
                    FleetRung.Outcome.HEALED,
                    "it started as boot " + proof.boot() + " by power-on, " + seconds + " s after the order");
        }
        if (now.isBefore(order.deadline())) {
            return new Verdict(null, "the order is out; a new boot by power-on would prove it");
        }
        return new Verdict(FleetRung.Outcome.UNVERIFIED, words(order, proof, presence));
    }

    private static String words(FleetRung order, @Nullable Start proof, @Nullable PresenceState presence) {
        if (order.sentAt() == null) {
            return proof == null
                    ? "nobody knows whether the order went out; it is never repeated"
                    : "it started anew by power-on, and nobody knows whether the order went out";
        }
        if (presence == null || !presence.lastSeen().isAfter(order.at())) {
            return "it was not heard of after the order" + answer(order);
        }
        if (!presence.proven()) {
            return "it is heard, and nobody can tell whether it is the bank that speaks" + answer(order);
        }
        return (began(presence).isBefore(order.at())
                        ? "it is heard, in the boot it had before"
                        : "it is heard in a new boot that no power-on began")
                + answer(order);
    }

    private static String answer(FleetRung order) {
        return order.answer() == null ? "" : "; " + order.answer();
    }

    private static Instant began(PresenceState presence) {
        return presence.lastSeen().minusMillis(presence.newest().up());
    }
}
