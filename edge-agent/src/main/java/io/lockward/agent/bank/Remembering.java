package io.lockward.agent.bank;

import io.lockward.agent.bank.BankMemory.Condition;
import io.lockward.agent.bank.BankMemory.Door;
import io.lockward.agent.bank.BankMemory.Power;
import io.lockward.agent.bank.BankMemory.Supply;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The fold behind [BankMemory].
final class Remembering {
    private Remembering() {}

    static BankMemory then(BankMemory before, Stamp stamp, Entry entry) {
        BankMemory memory = before.at(stamp);
        return switch (entry) {
            case AgentEntry.Started started ->
                memory.started(boot(memory.boot(), stamp, started), withoutOver(memory.commands(), stamp));
            case CommandEntry command -> command(memory, stamp, command);
            case ConditionEntry condition ->
                withPolicy(condition(memory, condition), memory.policy().then(condition));
            case DoorEntry door -> {
                BankMemory moved = door(memory, stamp, door);
                yield withPolicy(
                        moved.withBooks(moved.books().then(door)),
                        moved.policy().then(door));
            }
            case KioskEntry.Frozen _ -> memory.withKioskFrozen(stamp);
            case KioskEntry.Recovered _ -> memory.withKioskFrozen(null);
            case KioskEntry.Trouble _ -> memory.withBooks(memory.books().afterTrouble());
            case OccupancyEntry.Changed changed -> memory.withOccupied(changed.compartment(), changed.occupied());
            case OccupancyEntry.Suspect suspect -> memory.withoutOccupied(suspect.compartment());
            case ParcelEntry parcel -> memory.withBooks(memory.books().then(stamp, parcel));
            case TicketEntry ticket -> memory.withBooks(memory.books().then(ticket));
            case CodeEntry code -> memory.withBooks(memory.books().then(stamp, code));
            case OccupancyEntry.Calibrated calibrated ->
                memory.withPolicy(memory.policy().withCalibration(calibrated.compartment(), calibrated.sensors()));
            case PowerEntry power -> power(memory, stamp, power);
            case ConfigEntry config -> memory.withPolicy(memory.policy().then(config));
            case RemedyEntry remedy ->
                paused(memory, remedy).withRemedy(memory.remedy().then(stamp, remedy));
            case AgentEntry.Probed _, ClipEntry _, JournalEntry _, KioskEntry.Visit _, UnreadEntry _ -> memory;
        };
    }

    private static BankMemory withPolicy(BankMemory memory, Policy policy) {
        return policy.equals(memory.policy()) ? memory : memory.withPolicy(policy);
    }

    private static BankMemory command(BankMemory memory, Stamp stamp, CommandEntry entry) {
        return switch (entry) {
            case CommandEntry.Received received -> {
                SortedMap<CommandId, Remembered> kept = withoutOver(memory.commands(), stamp);
                kept.put(received.command(), Remembered.received(stamp, received.cmd()));
                BankMemory known = memory.withCommands(kept);
                yield received.cmd() instanceof Command.Unlock
                        ? known.withPolicy(known.policy().withRemoteUnlock(stamp))
                        : known;
            }
            case CommandEntry.Refused refused -> refused(memory, stamp, refused);
            case CommandEntry.Acted acted -> acted(memory, acted.command());
            case CommandEntry.Concluded end ->
                change(memory, end.command(), remembered -> remembered.concluded(end.outcome()));
        };
    }

    /// A refusal is an answer: what could become acceptable later must not, because the asker was told no.
    private static BankMemory refused(BankMemory memory, Stamp stamp, CommandEntry.Refused refused) {
        CommandId id = refused.command();
        if (id == null || memory.commands().containsKey(id) || !couldBeAcceptedLater(refused.reason())) {
            return memory;
        }
        SortedMap<CommandId, Remembered> kept = withoutOver(memory.commands(), stamp);
        if (kept.size() < BankMemory.MOST_WITH_REFUSALS) {
            kept.put(id, Remembered.refused(stamp, refused.reason()));
        }
        return memory.withCommands(kept);
    }

    static boolean couldBeAcceptedLater(Refusal reason) {
        return switch (reason) {
            case LIVES_TOO_LONG,
                    UNSAFE_NOW,
                    TOO_MANY,
                    NO_SUCH_TARGET,
                    RETAINED,
                    KEY_OUT_OF_TIME,
                    RATE_LIMITED,
                    NOT_ALLOWED -> true;
            case MALFORMED, BAD_SIGNATURE, UNKNOWN_KEY, WRONG_BANK, WRONG_BOOT, EXPIRED, SEEN_BEFORE, UNKNOWN_KIND ->
                false;
        };
    }

    private static BankMemory acted(BankMemory memory, CommandId id) {
        BankMemory changed = change(memory, id, Remembered::acted);
        Remembered remembered = memory.commands().get(id);
        return remembered != null && remembered.cmd() instanceof Command.Reboot(RebootLevel level)
                ? changed.withRemedy(changed.remedy().takenByHand(level))
                : changed;
    }

    /// The entry is the pause: with it the command that asked for it did what it should, whatever comes after.
    private static BankMemory paused(BankMemory memory, RemedyEntry entry) {
        BankMemory changed = memory;
        if (entry instanceof RemedyEntry.Paused(int minutes, String _)) {
            for (var command : memory.commands().entrySet()) {
                Remembered remembered = command.getValue();
                if (remembered.phase() == Remembered.Phase.ACTED
                        && remembered.cmd() instanceof Command.PauseRemedy(int asked)
                        && asked == minutes) {
                    changed = change(changed, command.getKey(), Remembered::seenDone);
                }
            }
        }
        return changed;
    }

    private static BankMemory change(BankMemory memory, CommandId id, UnaryOperator<Remembered> change) {
        Remembered remembered = memory.commands().get(id);
        if (remembered == null) {
            return memory;
        }
        SortedMap<CommandId, Remembered> changed = new TreeMap<>(memory.commands());
        changed.put(id, change.apply(remembered));
        return memory.withCommands(changed);
    }

    private static BankMemory.Boot boot(BankMemory.@Nullable Boot before, Stamp stamp, AgentEntry.Started started) {
        boolean again = started.cause() == AgentEntry.Cause.AGENT_RESTART;
        return new BankMemory.Boot(
                stamp.boot(), started.bootId(), again ? before == null ? null : before.cause() : started.cause());
    }

    private static SortedMap<CommandId, Remembered> withoutOver(SortedMap<CommandId, Remembered> all, Stamp now) {
        SortedMap<CommandId, Remembered> kept = new TreeMap<>(all);
        kept.values().removeIf(remembered -> remembered.isOver(now));
        return kept;
    }

    private static BankMemory condition(BankMemory memory, ConditionEntry entry) {
        SortedSet<Condition> changed = new TreeSet<>(memory.conditions());
        Condition condition = new Condition(entry.kind(), entry.subject());
        switch (entry) {
            case ConditionEntry.Raised _ -> changed.add(condition);
            case ConditionEntry.Cleared _ -> changed.remove(condition);
        }
        return memory.withConditions(changed);
    }

    private static BankMemory door(BankMemory memory, Stamp stamp, DoorEntry entry) {
        return switch (entry) {
            case DoorEntry.Opened opened -> {
                BankMemory open = memory.withDoor(opened.compartment(), new Door(true, stamp, stamp));
                CommandId command = opened.command();
                yield command == null ? open : change(open, command, Remembered::seenDone);
            }
            case DoorEntry.Closed closed -> {
                Door before = memory.doors().get(closed.compartment());
                yield memory.withDoor(
                        closed.compartment(), new Door(false, stamp, before == null ? null : before.opened()));
            }
            case DoorEntry.Jammed _, DoorEntry.Pulsed _ -> memory;
        };
    }

    private static BankMemory power(BankMemory memory, Stamp stamp, PowerEntry entry) {
        Stamp lostAt = memory.power().lostAt();
        return switch (entry) {
            case PowerEntry.Lost _ -> memory.withPower(new Power(Supply.BATTERY, lostAt == null ? stamp : lostAt));
            case PowerEntry.Low _ -> memory.withPower(new Power(Supply.BATTERY_LOW, lostAt == null ? stamp : lostAt));
            case PowerEntry.Restored _ -> memory.withPower(new Power(Supply.MAINS, null));
            case PowerEntry.Unknown _ -> memory.withPower(new Power(Supply.UNKNOWN, lostAt));
            case PowerEntry.Shutdown _ -> memory.withHalted();
        };
    }
}
