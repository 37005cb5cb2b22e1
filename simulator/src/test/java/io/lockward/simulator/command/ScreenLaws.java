package io.lockward.simulator.command;

import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.remedy.RemedyMemory;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.RemedyEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold of restarts of the screen, by command and by the ladder, told from what is true of its pages.
final class ScreenLaws {
    private ScreenLaws() {}

    /// What one decision did that it must not.
    static @Nullable String wrongDecision(Bounds bounds, BankPoint point, Input input, List<Effect> effects) {
        for (Effect effect : effects) {
            String wrong = switch (effect) {
                case Effect.Append(CommandEntry.Concluded end)
                when end.outcome() == Outcome.VERIFIED && restartsTheScreen(bounds, end.command()) ->
                    speaksAfter(point, input, end.command())
                            ? null
                            : "verified, and no page spoke that began after the restart";
                case Effect.Append(RemedyEntry.Concluded end)
                when end.outcome() == RemedyEntry.Outcome.HEALED && end.level() == RebootLevel.KIOSK ->
                    isHealed(point) ? null : "healed, and no page spoke that began after the rung";
                case Effect.Restart(RebootLevel _, CommandId command)
                when command == null && hasOpenCommand(point, effects) -> "the ladder restarts while a command runs";
                default -> null;
            };
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /// The ladder remembers before it acts, and acts once for each entry.
    static @Nullable String broken(BankPoint point) {
        for (RebootLevel level : RebootLevel.values()) {
            long restarts = point.done().stream()
                    .filter(new Effect.Restart(level, null)::equals)
                    .count();
            if (restarts > Screen.rungs(point.history().told(), level)) {
                return "a rung that is not remembered, or taken twice: " + level;
            }
        }
        return null;
    }

    /// A rung has an end, where nothing changes any more; but not one that began when the clock was at its end.
    static @Nullable String unended(Bounds bounds, BankPoint point) {
        RemedyMemory.Rung last = point.durable().remedy().running();
        RebootLevel late =
                last != null && last.running().at().up() == bounds.clock().getLast()
                        ? last.running().level()
                        : null;
        for (RebootLevel level : RebootLevel.values()) {
            long ends = point.history().told().stream()
                    .filter(entry -> entry instanceof RemedyEntry.Concluded end && end.level() == level)
                    .count();
            if (ends + (level == late ? 1 : 0) < Screen.rungs(point.history().told(), level)) {
                return "a rung that never ended: " + level;
            }
        }
        return null;
    }

    private static boolean restartsTheScreen(Bounds bounds, CommandId command) {
        return bounds.commands().stream()
                .anyMatch(claims ->
                        claims.jti().equals(command) && claims.cmd().equals(new Command.Reboot(RebootLevel.KIOSK)));
    }

    private static boolean speaksAfter(BankPoint point, Input input, CommandId command) {
        Effect.Restart order = new Effect.Restart(RebootLevel.KIOSK, command);
        return input instanceof Input.KioskBeat(Long since)
                && since != null
                && point.screen().pages().stream()
                        .anyMatch(page -> page.since() == since && page.after().contains(order));
    }

    private static boolean isHealed(BankPoint point) {
        return point.screen().heardAfter() == Screen.rungs(point.history().told(), RebootLevel.KIOSK);
    }

    /// What the same decision has ended before is over.
    private static boolean hasOpenCommand(BankPoint point, List<Effect> effects) {
        Set<CommandId> open = new HashSet<>();
        List<Entry> entries = new ArrayList<>(point.history().told());
        entries.addAll(History.entries(point.batch()));
        entries.addAll(History.entries(effects));
        for (Entry entry : entries) {
            if (entry instanceof CommandEntry.Received received) {
                open.add(received.command());
            } else if (entry instanceof CommandEntry.Concluded end) {
                open.remove(end.command());
            }
        }
        return !open.isEmpty();
    }
}
