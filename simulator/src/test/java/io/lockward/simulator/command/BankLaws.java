package io.lockward.simulator.command;

import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.PulseCause;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold of a bank's commands in every state, told from its durable journal and from what was
/// physically done, by rules of its own: it asks none of the code under test for a verdict.
final class BankLaws {
    private BankLaws() {}

    /// What one decision did that it must not: whether a command may be acted on is asked when that is decided.
    static @Nullable String wrongDecision(Bounds bounds, BankPoint point, Input input, List<Effect> effects, Now now) {
        for (Effect effect : effects) {
            String wrong = effect instanceof Effect.Append(Entry entry)
                    ? switch (entry) {
                        case CommandEntry.Acted(CommandId command) -> invalid(bounds, command, now);
                        case CommandEntry.Concluded end -> wrongEnd(point, end);
                        default -> null;
                    }
                    : null;
            if (wrong != null) {
                return wrong;
            }
        }
        return ScreenLaws.wrongDecision(bounds, point, input, effects);
    }

    private static @Nullable String invalid(Bounds bounds, CommandId command, Now now) {
        for (CommandClaims claims : bounds.commands()) {
            if (claims.jti().equals(command)) {
                boolean valid = claims.aud().equals(Bounds.BANK)
                        && claims.boot().equals(now.bootId())
                        && now.up() < claims.exp();
                return valid ? null : "acts on a command that is not valid: " + claims;
            }
        }
        return "acts on a command that nobody signed: " + command;
    }

    /// An act of an earlier process ends with what the sensor says, never with a guess.
    private static @Nullable String wrongEnd(BankPoint point, CommandEntry.Concluded end) {
        boolean acted = false;
        boolean leftOver = false;
        boolean pulsed = false;
        for (Entry entry : point.history().told()) {
            acted |= entry.equals(new CommandEntry.Acted(end.command()));
            pulsed |= entry instanceof DoorEntry.Pulsed one
                    && one.id().equals(end.command().toString());
            leftOver |= acted && entry instanceof AgentEntry.Started;
        }
        boolean saysTheReading = end.evidence().contains("the door switch reads ")
                || end.evidence().contains("doors last recorded open")
                || end.evidence().contains("the door was recorded opening");
        return leftOver && pulsed && !(saysTheReading && end.outcome() != Outcome.FAILED)
                ? "an unlock of an earlier process ends without the sensor's reading: " + end
                : null;
    }

    static @Nullable String broken(Bounds bounds, BankPoint point) {
        if (point.wrong() != null) {
            return point.wrong();
        }
        if (point.history().wrong() != null) {
            return point.history().wrong();
        }
        for (CommandClaims claims : bounds.commands()) {
            String problem = broken(point, claims);
            if (problem != null) {
                return problem + ": " + claims.cmd();
            }
        }
        return ScreenLaws.broken(point);
    }

    private static @Nullable String broken(BankPoint point, CommandClaims claims) {
        CommandId id = claims.jti();
        List<Entry> about = about(point.history().told(), id);
        long acts =
                point.done().stream().filter(done -> id.equals(commandOf(done))).count();
        long received = count(about, CommandEntry.Received.class);
        long acted = count(about, CommandEntry.Acted.class);
        long ends = count(about, CommandEntry.Concluded.class);
        if (acts > 1) {
            return "acted twice";
        }
        if (acts > 0 && (received == 0 || acted == 0)) {
            return "acted without remembering it first";
        }
        if (received > 1 || acted > 1) {
            return "accepted twice";
        }
        if (ends > 1) {
            return "ended twice";
        }
        if (received == 0 && (acted > 0 || ends > 0)) {
            return "goes on without having been received";
        }
        return ends == 0 ? null : wrongProof(point.history().told(), claims);
    }

    private static @Nullable String wrongProof(List<Entry> journal, CommandClaims claims) {
        Outcome outcome = null;
        boolean opened = false;
        boolean pulsed = false;
        boolean acted = false;
        BootId boot = null;
        BootId actedIn = null;
        boolean sameBoot = false;
        boolean newBoot = false;
        boolean byPower = false;
        for (Entry entry : journal) {
            switch (entry) {
                case AgentEntry.Started started -> {
                    if (acted && outcome == null && !started.bootId().equals(boot)) {
                        byPower = started.cause() == AgentEntry.Cause.POWER_ON;
                    }
                    boot = started.bootId();
                    sameBoot |= acted && outcome == null && boot.equals(actedIn);
                    newBoot |= acted && outcome == null && !boot.equals(actedIn);
                }
                case CommandEntry.Acted one
                when one.command().equals(claims.jti()) -> {
                    acted = true;
                    actedIn = boot;
                }
                case DoorEntry.Pulsed one ->
                    pulsed |= one.id().equals(claims.jti().toString());
                case DoorEntry.Opened one ->
                    opened |= outcome == null && claims.jti().equals(one.command());
                case CommandEntry.Concluded end when end.command().equals(claims.jti()) -> outcome = end.outcome();
                default -> {}
            }
        }
        boolean verified = outcome == Outcome.VERIFIED;
        return switch (claims.cmd()) {
            case Command.Unlock _ -> verified && !opened ? "verified, and no door opened for it" : null;
            case Command.UnlockAll _ ->
                verified && (!acted || (pulsed && !opened)) ? "verified, and a door it pulsed did not open" : null;
            case Command.Reboot(RebootLevel level)
            when level == RebootLevel.AGENT ->
                verified && (!sameBoot || newBoot) ? "verified, and no new process shows it" : null;
            case Command.Reboot(RebootLevel level)
            when level == RebootLevel.POWER -> verified && !byPower ? "verified, and the power began no boot" : null;
            // What its page says is asked when it is decided (ScreenLaws).
            case Command.Reboot(RebootLevel level)
            when level == RebootLevel.KIOSK -> verified && !acted ? "verified, and never acted on" : null;
            case Command.Reboot _ ->
                verified && !newBoot
                        ? "verified, and no new boot shows it"
                        : newBoot && outcome == Outcome.FAILED ? "failed, and a new boot shows otherwise" : null;
            default -> verified && !acted ? "verified, and never acted on" : null;
        };
    }

    /// What was accepted has an end, where nothing changes any more. What a lost memory has forgotten, the
    /// cloud ends.
    static @Nullable String unended(Bounds bounds, BankPoint point) {
        if (point.running() == null) {
            return "the bank stays down";
        }
        if (point.left().memoryLosses() < bounds.memoryLosses()) {
            return null;
        }
        Set<CommandId> open = new HashSet<>();
        for (Entry entry : point.history().told()) {
            switch (entry) {
                case CommandEntry.Received received -> open.add(received.command());
                case CommandEntry.Concluded end -> open.remove(end.command());
                default -> {}
            }
        }
        return open.isEmpty() ? ScreenLaws.unended(bounds, point) : "accepted, and never ended: " + open;
    }

    /// The entries that tell of one command, oldest first.
    static List<Entry> about(List<Entry> journal, CommandId id) {
        List<Entry> about = new ArrayList<>();
        for (Entry entry : journal) {
            CommandId command = switch (entry) {
                case CommandEntry.Received received -> received.command();
                case CommandEntry.Refused refused -> refused.command();
                case CommandEntry.Acted acted -> acted.command();
                case CommandEntry.Concluded end -> end.command();
                case DoorEntry.Pulsed pulsed -> CommandId.parse(pulsed.id());
                default -> null;
            };
            if (Objects.equals(command, id)) {
                about.add(entry);
            }
        }
        return about;
    }

    private static @Nullable CommandId commandOf(Effect effect) {
        return switch (effect) {
            case Effect.PulseLock pulse ->
                pulse.cause() instanceof PulseCause.Command(CommandId command) ? command : null;
            case Effect.Restart restart -> restart.command();
            case Effect.Locate locate -> locate.command();
            case Effect.Diagnose diagnose -> diagnose.command();
            case Effect.Append _,
                    Effect.Trust _,
                    Effect.CutClip _,
                    Effect.Halt _,
                    Effect.SampleFast _,
                    Effect.Answer _,
                    Effect.MakeCode _,
                    Effect.SealSecret _ -> null;
        };
    }

    private static long count(List<Entry> entries, Class<? extends Entry> type) {
        return entries.stream().filter(type::isInstance).count();
    }
}
