package io.lockward.simulator.command;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Essence;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/// What is explored: which signed commands there are on the way to a bank, and how much may go wrong.
///
/// @param commands the signed commands. Each may be lost, late, out of order and come `copies` times
/// @param clock the uptimes, in milliseconds, at which things happen; one lies behind each deadline of the rules.
///     At the last nothing new goes wrong any more
/// @param copies how often each command comes at most
/// @param kills how often the agent's process dies at most, between any two effects
/// @param cuts how often the power goes at most, between any two effects
/// @param moves how often the door opens or closes at most
/// @param batch how many inputs are decided before one sync at most
/// @param memoryLosses how often a new process finds the journal unreadable at most
/// @param blinks how often the door switch cannot be read at most; with a ladder, how often a page speaks
/// @param ladder whether the bank heals its screen by itself
record Bounds(
        List<CommandClaims> commands,
        List<Long> clock,
        int copies,
        int kills,
        int cuts,
        int moves,
        int batch,
        int memoryLosses,
        int blinks,
        boolean ladder) {
    /// Long enough to decide nothing.
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);
    private static final Duration NEVER = Duration.ofDays(1);
    static final BankId BANK = new BankId("harbour-7");
    static final CompartmentId DOOR = new CompartmentId("A01");

    /// Behind each deadline of an unlock that comes at 1 s: verified within 5 s of the pulse, or of 15 s when the
    /// lock says nothing; too late after 30 s; an opening put down to it for 60 s; forgotten after 90 s.
    static final List<Long> UNLOCK_CLOCK = List.of(1_000L, 7_000L, 20_000L, 32_000L, 95_000L, 200_000L, 1_000_000L);
    /// Behind each deadline of a restart that comes at 1 s: parts well within 90 s, process over within 120 s,
    /// too late after 600 s, forgotten after 660 s.
    static final List<Long> REBOOT_CLOCK = List.of(1_000L, 95_000L, 130_000L, 602_000L, 1_300_000L, 3_000_000L);

    /// An unlock, twice, with a crash, a power cut and a door that moves once.
    static final Bounds UNLOCK = of(UNLOCK_CLOCK, new Command.Unlock(DOOR)).moves(1);
    /// A restart of the controller, twice, with a crash, a power cut and a door that moves twice.
    static final Bounds REBOOT = of(REBOOT_CLOCK, new Command.Reboot(RebootLevel.CONTROLLER));

    /// A power cycle, twice, with a crash, a power cut or an orderly shutdown by hand, and a door that moves once.
    static final Bounds POWER =
            of(REBOOT_CLOCK, new Command.Reboot(RebootLevel.POWER)).moves(1);

    /// An unlock, twice, with two crashes and a journal that is unreadable once.
    static final Bounds LOSS = UNLOCK.faults(2, 0).moves(0).memoryLosses(1);

    /// Behind each deadline of the ladder for a screen that is silent from 1 s on: frozen after 45 s, a first rung
    /// after 120 s, which has 60 s, a second one after that, which has 120 s.
    static final List<Long> LADDER_CLOCK = List.of(1_000L, 130_000L, 195_000L, 330_000L, 470_000L, 602_000L);

    /// A restart of the screen, twice, with a crash and a power cut.
    static final Bounds SCREEN =
            of(REBOOT_CLOCK, new Command.Reboot(RebootLevel.KIOSK)).moves(0);

    /// Nobody but the bank restarts its silent screen. It is neither killed nor cut off: that explodes.
    static final Bounds ALONE = of(LADDER_CLOCK).moves(0).faults(0, 0).blinks(2).withLadder();

    static Bounds of(List<Long> clock, Command... commands) {
        List<CommandClaims> signed = new ArrayList<>();
        for (Command command : commands) {
            signed.add(signed(signed.size() + 1, 1, command));
        }
        return new Bounds(signed, clock, 2, 1, 1, 2, 1, 0, 0, false);
    }

    /// @param boot the boot it is for
    static CommandClaims signed(int number, long boot, Command command) {
        long exp = 1_000 + command.timeToLive().toMillis();
        return new CommandClaims(id(number), BANK, bootId(boot), exp, "operator", "a resident waits", command);
    }

    static CommandId id(int number) {
        return new CommandId(new UUID(((long) number << 16) | 0x7000L, 0x8000_0000_0000_0000L));
    }

    static BootId bootId(long boot) {
        return new BootId(new UUID(0x4000L, 0x8000_0000_0000_0000L | boot));
    }

    /// What matters of a bank to which these commands may come.
    Essence.Reads reads() {
        return new Essence.Reads(
                commands.stream().anyMatch(claims -> claims.cmd() instanceof Command.Selftest),
                commands.stream().anyMatch(claims -> claims.cmd() instanceof Command.OutOfService),
                hasScreen(),
                ladder);
    }

    /// Whether the bank has a UPS that can cut its power.
    boolean hasPower() {
        return hasRestart(RebootLevel.POWER);
    }

    /// Whether the bank has a screen.
    boolean hasScreen() {
        return ladder || hasRestart(RebootLevel.KIOSK);
    }

    private boolean hasRestart(RebootLevel asked) {
        return commands.stream()
                .anyMatch(claims -> claims.cmd() instanceof Command.Reboot(RebootLevel level) && level == asked);
    }

    Bounds withLadder() {
        return new Bounds(commands, clock, copies, kills, cuts, moves, batch, memoryLosses, blinks, true);
    }

    /// No ladder but where it is asked for, no alarm for a door that stands open: it decides about no command.
    BankSetup setup() {
        Timing usual = Timing.DEFAULT;
        Timing timing = new Timing(
                usual.pulse(),
                usual.verify(),
                usual.lateOpening(),
                NEVER,
                ladder ? usual.kioskSilence() : LONGEST_SILENCE,
                usual.kioskRestart(),
                usual.reboot(),
                Duration.ZERO,
                usual.refusalsPerMinute(),
                usual.unlocksPerMinute(),
                usual.diskFreePercent());
        return new BankSetup(BANK, new TreeSet<>(List.of(DOOR)), ShutdownRule.DEFAULT, hasScreen(), timing)
                .withRemedy(new RemedySetup(ladder, 1, 50, hasPower() ? null : RemedySetup.NO_POWER_CYCLE));
    }

    Bounds and(CommandClaims more) {
        List<CommandClaims> all = new ArrayList<>(commands);
        all.add(more);
        return new Bounds(all, clock, copies, kills, cuts, moves, batch, memoryLosses, blinks, ladder);
    }

    Bounds copies(int most) {
        return new Bounds(commands, clock, most, kills, cuts, moves, batch, memoryLosses, blinks, ladder);
    }

    Bounds faults(int mostKills, int mostCuts) {
        return new Bounds(commands, clock, copies, mostKills, mostCuts, moves, batch, memoryLosses, blinks, ladder);
    }

    Bounds moves(int most) {
        return new Bounds(commands, clock, copies, kills, cuts, most, batch, memoryLosses, blinks, ladder);
    }

    Bounds batch(int most) {
        return new Bounds(commands, clock, copies, kills, cuts, moves, most, memoryLosses, blinks, ladder);
    }

    Bounds memoryLosses(int most) {
        return new Bounds(commands, clock, copies, kills, cuts, moves, batch, most, blinks, ladder);
    }

    Bounds blinks(int most) {
        return new Bounds(commands, clock, copies, kills, cuts, moves, batch, memoryLosses, most, ladder);
    }
}
