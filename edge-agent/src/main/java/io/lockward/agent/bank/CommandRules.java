package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.CommandEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which commands are accepted, and what accepting one means. A command is remembered before it acts and acts at most
/// once.
final class CommandRules {
    /// How long the rim may take to answer for a command.
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(60);

    private CommandRules() {}

    /// Why not, in the order asked.
    private record No(Refusal reason, String detail) {}

    static void arrived(Turn turn, CommandClaims claims) {
        Remembered known = turn.memory.commands().get(claims.jti());
        No no = notForUs(turn, claims);
        if (no == null && known != null) {
            Refusing.repeated(turn, claims.jti(), known);
            return;
        }
        if (no == null) {
            no = untimely(turn, claims);
        }
        if (no == null) {
            no = impossible(turn, claims.cmd());
        }
        if (no != null) {
            Refusing.refuse(turn, claims.jti(), no.reason(), no.detail());
            return;
        }
        turn.record(new CommandEntry.Received(claims.jti(), claims.cmd(), claims.act(), claims.why()));
        switch (claims.cmd()) {
            case Command.Unlock(CompartmentId compartment) -> unlock(turn, claims.jti(), compartment);
            case Command.UnlockAll _ -> UnlockAllRules.act(turn, claims.jti());
            case Command.Reboot(RebootLevel level) -> RebootRules.act(turn, claims.jti(), level);
            case Command.OutOfService(CompartmentId compartment) ->
                PolicyRules.service(turn, claims.jti(), compartment, false, claims.why());
            case Command.InService(CompartmentId compartment) ->
                PolicyRules.service(turn, claims.jti(), compartment, true, claims.why());
            case Command.Selftest _ -> ProbeRules.selftest(turn, claims.jti());
            case Command.Locate(int seconds) -> {
                Duration length = Duration.ofSeconds(seconds);
                long until = turn.up + length.plus(ANSWER_GRACE).toMillis();
                AwaitedRules.act(turn, claims.jti(), new Effect.Locate(claims.jti(), length), until);
            }
            case Command.Diagnose _ -> {
                long until = turn.up + ANSWER_GRACE.toMillis();
                AwaitedRules.act(turn, claims.jti(), new Effect.Diagnose(claims.jti()), until);
            }
            case Command.PauseRemedy(int minutes) -> RemedyRules.pause(turn, claims.jti(), minutes, claims.act());
        }
    }

    private static void unlock(Turn turn, CommandId command, CompartmentId compartment) {
        turn.record(new CommandEntry.Acted(command));
        DoorRules.pulse(turn, compartment, new PulseCause.Command(command), false);
    }

    private static @Nullable No notForUs(Turn turn, CommandClaims claims) {
        if (!claims.aud().equals(turn.setup.bank())) {
            return new No(Refusal.WRONG_BANK, "for bank " + claims.aud());
        }
        return claims.boot().equals(turn.now.bootId())
                ? null
                : new No(Refusal.WRONG_BOOT, "for boot " + claims.boot() + "; this is " + turn.now.bootId());
    }

    private static @Nullable No untimely(Turn turn, CommandClaims claims) {
        long slack = turn.timing.commandSlack().toMillis();
        long most = claims.cmd().timeToLive().toMillis() + slack;
        if (claims.exp() <= turn.up) {
            return new No(Refusal.EXPIRED, "over for " + (turn.up - claims.exp()) + " ms");
        }
        if (claims.exp() - turn.up > most) {
            return new No(Refusal.LIVES_TOO_LONG, "over in " + (claims.exp() - turn.up) + " ms; at most " + most);
        }
        BankState.Start start = turn.start;
        if (start != null && start.memoryLost() && claims.exp() <= start.up() + most) {
            return new No(Refusal.UNSAFE_NOW, "the memory of earlier commands was lost; send a new one later");
        }
        return null;
    }

    private static @Nullable No impossible(Turn turn, Command command) {
        if (turn.memory.halted()) {
            return new No(Refusal.UNSAFE_NOW, "the bank is shutting down");
        }
        if (turn.memory.commands().size() >= BankMemory.MOST_COMMANDS) {
            return new No(Refusal.TOO_MANY, "the memory of commands is full");
        }
        return switch (command) {
            case Command.Unlock(CompartmentId compartment) -> cannotUnlock(turn, compartment);
            case Command.UnlockAll _ -> cannotUnlockAll(turn);
            case Command.Reboot(RebootLevel level) -> cannotReboot(turn, level);
            case Command.OutOfService(CompartmentId compartment) -> unknown(turn, compartment);
            case Command.InService(CompartmentId compartment) -> unknown(turn, compartment);
            case Command.Selftest _ ->
                turn.probing == null ? null : new No(Refusal.UNSAFE_NOW, "the parts are being looked at already");
            case Command.Locate _, Command.Diagnose _, Command.PauseRemedy _ -> null;
        };
    }

    private static @Nullable No cannotUnlock(Turn turn, CompartmentId compartment) {
        No unknown = unknown(turn, compartment);
        if (unknown != null) {
            return unknown;
        }
        if (turn.unlockAll != null) {
            return new No(Refusal.UNSAFE_NOW, "every door is being opened");
        }
        if (turn.door(compartment).isUnlocking()) {
            return new No(Refusal.UNSAFE_NOW, "another unlock of " + compartment + " is under way");
        }
        if (MovementRules.isBusy(turn, compartment)) {
            return new No(Refusal.UNSAFE_NOW, "a person at the screen has " + compartment);
        }
        RebootWatch reboot = turn.reboot;
        if ((reboot != null && reboot.level() != RebootLevel.KIOSK) || RemedyRules.isEndingThisProcess(turn)) {
            return new No(Refusal.UNSAFE_NOW, "a restart is under way");
        }
        int most = turn.timing.unlocksPerMinute();
        return turn.memory.policy().remoteUnlocksWithinAMinute(turn.now.boot(), turn.up) >= most
                ? new No(Refusal.RATE_LIMITED, "no more than " + most + " unlocks from afar in a minute")
                : null;
    }

    private static @Nullable No unknown(Turn turn, CompartmentId compartment) {
        return turn.setup.compartments().contains(compartment)
                ? null
                : new No(Refusal.NO_SUCH_TARGET, "no compartment " + compartment);
    }

    /// The consent of two people was checked with the signatures. It does not count against the limit for one person,
    /// and it waits for nobody at the screen: it is for the day when everything has to open now, and a session that
    /// somebody left open must not be what forbids it.
    private static @Nullable No cannotUnlockAll(Turn turn) {
        if (turn.reboot != null || RemedyRules.isEndingThisProcess(turn)) {
            return new No(Refusal.UNSAFE_NOW, "a restart is under way");
        }
        boolean unlocking = turn.unlockAll != null
                || turn.setup.compartments().stream()
                        .anyMatch(compartment -> turn.door(compartment).isUnlocking());
        return unlocking ? new No(Refusal.UNSAFE_NOW, "an unlock is under way") : null;
    }

    private static boolean isProvingRestart(Turn turn) {
        return turn.probing != null && turn.probing.command() != null && turn.probing.proof() != null;
    }

    private static @Nullable No cannotReboot(Turn turn, RebootLevel level) {
        if (level == RebootLevel.KIOSK && !turn.setup.kioskFitted()) {
            return new No(Refusal.NO_SUCH_TARGET, "this bank has no screen");
        }
        String noPowerCycle = turn.setup.remedy().noPowerCycle();
        if (level == RebootLevel.POWER && noPowerCycle != null) {
            return new No(Refusal.NO_SUCH_TARGET, noPowerCycle);
        }
        if (turn.reboot != null || isProvingRestart(turn) || RemedyRules.ordered(turn) != null) {
            return new No(Refusal.UNSAFE_NOW, "another restart is under way");
        }
        if (level == RebootLevel.KIOSK) {
            // Whoever is at it goes on where they were: the session is the bank's, and the page only shows it.
            return null;
        }
        if (turn.unlockAll != null) {
            return new No(Refusal.UNSAFE_NOW, "every door is being opened");
        }
        for (CompartmentId compartment : turn.setup.compartments()) {
            if (DoorRules.known(turn, compartment) == DoorReading.OPEN) {
                return new No(Refusal.UNSAFE_NOW, "door " + compartment + " is open");
            }
            if (turn.door(compartment).isUnlocking()) {
                return new No(Refusal.UNSAFE_NOW, "an unlock of " + compartment + " is under way");
            }
        }
        String underWay = MovementRules.underWay(turn);
        if (underWay != null) {
            return new No(Refusal.UNSAFE_NOW, underWay);
        }
        return unfitSupply(turn.memory.power().supply(), level);
    }

    /// The battery must carry a reboot; a cut ordered without mains might never come back.
    private static @Nullable No unfitSupply(BankMemory.Supply supply, RebootLevel level) {
        boolean needsMains = level == RebootLevel.POWER;
        return switch (supply) {
            case MAINS -> null;
            case BATTERY_LOW -> new No(Refusal.UNSAFE_NOW, "the battery is low");
            case BATTERY -> needsMains ? new No(Refusal.UNSAFE_NOW, "the bank is on its battery") : null;
            case NEVER_READ, UNKNOWN ->
                needsMains ? new No(Refusal.UNSAFE_NOW, "whether the mains are there is not known") : null;
        };
    }
}
