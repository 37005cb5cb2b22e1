package io.lockward.agent.bank;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.AgentEntry.Health;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Health probes after every start, and for a self-test. A restart that was ordered is proven when it happened *and*
/// the bank is well again; coming back is not enough.
final class ProbeRules {
    /// How long the parts have to be heard of: a look at the disk every minute is the slowest.
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private ProbeRules() {}

    /// @param command concluded with what is found; `null` when nobody asked
    /// @param proof what is proven already, in words; `null` for a self-test
    /// @param sinceUp uptime in milliseconds when the looking began
    /// @param downSince when the bank went down, by its wall clock; `null` when it did not or nobody knows
    record Probing(
            @Nullable CommandId command,
            @Nullable String proof,
            long sinceUp,
            @Nullable Instant downSince) {}

    static void selftest(Turn turn, CommandId command) {
        turn.record(new CommandEntry.Acted(command));
        turn.parts = turn.parts.anew();
        turn.probing = new Probing(command, null, turn.up, null);
    }

    static void link(Turn turn, boolean up) {
        turn.parts = turn.parts.withLink(up);
        look(turn);
    }

    static void sensorsRead(Turn turn) {
        turn.parts = turn.parts.withSensorsRead();
        look(turn);
    }

    static void ups(Turn turn, UpsReading reading) {
        turn.parts = turn.parts.withUps(
                switch (reading) {
                    case UpsReading.Read _ -> Health.GREEN;
                    case UpsReading.Lost lost ->
                        lost.reason() == UpsReading.LostReason.NOT_FITTED ? Health.NOT_FITTED : Health.RED;
                });
        look(turn);
    }

    /// A disk that could not be written would have ended the process: every entry before this one is on it.
    static void disk(Turn turn, int percentFree) {
        turn.parts = turn.parts.withDisk(percentFree > 0 ? Health.GREEN : Health.RED);
        look(turn);
    }

    static void beat(Turn turn) {
        turn.parts = turn.parts.withBeat();
        look(turn);
    }

    static void tick(Turn turn) {
        look(turn);
    }

    private static void look(Turn turn) {
        Probing probing = turn.probing;
        if (probing == null) {
            return;
        }
        SortedMap<Part, Health> parts = parts(turn);
        long waited = turn.up - probing.sinceUp();
        Long downtime = downtimeMillis(turn, probing);
        String ill = illWords(parts);
        if (ill.isEmpty()) {
            turn.probing = null;
            turn.record(new AgentEntry.Probed(probing.command(), parts, null, downtime));
            conclude(turn, probing, Outcome.VERIFIED, "all parts are well");
        } else if (waited >= PATIENCE.toMillis()) {
            turn.probing = null;
            turn.record(new AgentEntry.Probed(probing.command(), parts, Turn.cut(ill, 256), downtime));
            conclude(
                    turn,
                    probing,
                    probing.proof() == null ? Outcome.FAILED : Outcome.UNVERIFIED,
                    "not well after " + waited / 1000 + " s: " + ill);
        }
    }

    private static void conclude(Turn turn, Probing probing, Outcome outcome, String words) {
        CommandId command = probing.command();
        if (command != null) {
            String proof = probing.proof();
            turn.conclude(command, outcome, proof == null ? words : proof + "; " + words);
        }
    }

    /// How the parts are, as far as was heard.
    static SortedMap<Part, Health> parts(Turn turn) {
        SortedMap<Part, Health> parts = new TreeMap<>();
        parts.put(Part.KIOSK, kiosk(turn));
        parts.put(Part.SENSORS, sensors(turn));
        parts.put(Part.UPS, turn.parts.ups());
        Boolean link = turn.parts.linkUp();
        parts.put(Part.LINK, link == null ? Health.UNKNOWN : link ? Health.GREEN : Health.RED);
        parts.put(Part.DISK, turn.parts.disk());
        return parts;
    }

    private static Health kiosk(Turn turn) {
        if (!turn.setup.kioskFitted()) {
            return Health.NOT_FITTED;
        }
        if (turn.parts.beat()) {
            return Health.GREEN;
        }
        return turn.memory.kioskFrozen() == null ? Health.UNKNOWN : Health.RED;
    }

    private static Health sensors(Turn turn) {
        if (!turn.parts.sensorsRead()) {
            return Health.UNKNOWN;
        }
        boolean all = turn.setup.compartments().stream().noneMatch(compartment -> isUnreadable(turn, compartment));
        return all ? Health.GREEN : Health.RED;
    }

    private static boolean isUnreadable(Turn turn, CompartmentId compartment) {
        return DoorRules.known(turn, compartment) == DoorReading.UNKNOWN;
    }

    private static String illWords(SortedMap<Part, Health> parts) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() == Health.RED || part.getValue() == Health.UNKNOWN)
                .map(part ->
                        word(part.getKey()) + (part.getValue() == Health.RED ? " is not well" : " is not heard of"))
                .collect(Collectors.joining(", "));
    }

    private static String word(Part part) {
        return switch (part) {
            case KIOSK -> "the screen";
            case SENSORS -> "a door switch";
            case UPS -> "the UPS";
            case LINK -> "the link";
            case DISK -> "the disk";
        };
    }

    private static @Nullable Long downtimeMillis(Turn turn, Probing probing) {
        Instant since = probing.downSince();
        if (since == null) {
            return null;
        }
        long millis = turn.now.stamp().at().toEpochMilli() - since.toEpochMilli();
        return millis < 0 ? null : millis;
    }
}
