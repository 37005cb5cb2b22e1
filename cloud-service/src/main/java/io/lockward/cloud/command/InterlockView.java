package io.lockward.cloud.command;

import io.lockward.cloud.command.CommandDecision.Answer;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in the way of a command now: what asking for it would answer.
///
/// @param level with `reboot`
/// @param reasons each saying what to do; empty when it may be asked for. The bank checks again, by what it sees
public record InterlockView(String kind, @Nullable RebootLevel level, List<String> reasons) {
    /// One command of every kind, and of every level.
    ///
    /// @param any a compartment of the bank; what holds for one holds for all
    static List<Command> commands(CompartmentId any) {
        return List.of(
                new Command.Unlock(any),
                new Command.UnlockAll(List.of()),
                new Command.Reboot(RebootLevel.KIOSK),
                new Command.Reboot(RebootLevel.AGENT),
                new Command.Reboot(RebootLevel.CONTROLLER),
                new Command.Reboot(RebootLevel.POWER),
                new Command.Locate(1),
                new Command.Selftest(),
                new Command.OutOfService(any),
                new Command.InService(any),
                new Command.Diagnose(),
                new Command.PauseRemedy(0));
    }

    static InterlockView of(Command command, Answer answer) {
        return new InterlockView(
                command.kind(),
                command instanceof Command.Reboot(RebootLevel level) ? level : null,
                switch (answer) {
                    case Answer.Allowed() -> List.of();
                    case Answer.Interlocked(List<String> reasons) -> reasons;
                    case Answer.NoSuchCompartment _ -> List.of();
                });
    }
}
