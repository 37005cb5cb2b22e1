package io.lockward.fleet.command;

import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.Presence;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a command may go out, when again, and what ends when nothing is heard. Pure.
public final class CommandDeadlines {
    /// A sent command that the bank has not confirmed goes out again after this long; the bank takes it once.
    public static final Duration RESEND_AFTER = Duration.ofSeconds(10);

    /// How long people have to consent to a command that needs two of them.
    public static final Duration CONSENT = Duration.ofMinutes(10);
    /// So many people consent to it.
    public static final int PEOPLE = 2;

    /// What to do about a command now.
    public sealed interface Decision {
        /// Nothing yet.
        record Wait() implements Decision {}

        /// Sign it with this deadline, in the bank's uptime of this boot, and publish it.
        record Send(CommandRecord.Sending sending) implements Decision {}

        /// Its time is over.
        record End(CommandFact fact) implements Decision {}
    }

    private CommandDeadlines() {}

    /// How long the bank gets, after its deadline to accept, to act, to see the effect and to say so.
    public static Duration grace(Command command) {
        return switch (command) {
            case Command.Unlock _ -> Duration.ofSeconds(60);
            case Command.UnlockAll _, Command.Locate _, Command.Diagnose _ -> Duration.ofMinutes(6);
            case Command.Selftest _, Command.OutOfService _, Command.InService _, Command.PauseRemedy _ ->
                Duration.ofMinutes(3);
            case Command.Reboot reboot ->
                switch (reboot.level()) {
                    case KIOSK, AGENT -> Duration.ofMinutes(3);
                    case CONTROLLER, POWER -> Duration.ofMinutes(10);
                };
        };
    }

    /// When the cloud stops waiting for a command that was never sent.
    public static Instant deadlineToSend(Command command, Instant createdAt) {
        return createdAt.plus(command instanceof Command.UnlockAll ? CONSENT : command.timeToLive());
    }

    /// When the cloud stops waiting for a command that was first sent now.
    public static Instant deadlineToHear(Command command, Instant sentAt) {
        return sentAt.plus(command.timeToLive()).plus(grace(command));
    }

    /// Decides about a command that has not ended.
    ///
    /// @param presence the bank's; `null` when it was never seen
    public static Decision decide(CommandRecord command, @Nullable PresenceState presence, Instant now) {
        CommandRecord.Sending sending = command.sending();
        if (!now.isBefore(command.deadlineAt())) {
            return new Decision.End(ending(command, presence, now));
        }
        if (command.command() instanceof Command.UnlockAll all
                && all.approvals().size() < PEOPLE) {
            return new Decision.Wait();
        }
        if (presence == null || !presence.proven() || presence.newest().state() != Presence.State.ONLINE) {
            return new Decision.Wait();
        }
        Presence bank = presence.newest();
        long up = bank.up()
                + Math.max(0, Duration.between(presence.lastSeen(), now).toMillis());
        if (sending == null) {
            long expires = up + command.command().timeToLive().toMillis();
            return new Decision.Send(new CommandRecord.Sending(bank.bootId(), expires, now, bank.session()));
        }
        boolean unconfirmed = command.state() == CommandState.SENT || command.state() == CommandState.QUEUED;
        boolean counts = bank.bootId().equals(sending.boot()) && up < sending.expiresUp();
        boolean due = !bank.session().equals(sending.session())
                || !now.isBefore(sending.at().plus(RESEND_AFTER));
        return unconfirmed && counts && due
                ? new Decision.Send(new CommandRecord.Sending(sending.boot(), sending.expiresUp(), now, bank.session()))
                : new Decision.Wait();
    }

    private static CommandFact ending(CommandRecord command, @Nullable PresenceState presence, Instant now) {
        if (command.sending() == null) {
            return new CommandFact(
                    command.id(),
                    CommandFact.What.NEVER_SENT,
                    now,
                    null,
                    null,
                    hindrance(command.command(), presence) + " Nothing was sent.");
        }
        String known = command.state() == CommandState.SENT
                ? "It was sent, and the bank has not said that it came."
                : "The bank took it, and has not said how it ended.";
        return new CommandFact(command.id(), CommandFact.What.NOT_HEARD, now, null, null, known);
    }

    private static String hindrance(Command command, @Nullable PresenceState presence) {
        if (command instanceof Command.UnlockAll all && all.approvals().size() < PEOPLE) {
            return "Two people have to approve within ten minutes, and "
                    + all.approvals().size() + " did.";
        }
        return presence != null && !presence.proven() && presence.newest().state() == Presence.State.ONLINE
                ? "Nobody can tell whether it is the bank that speaks: its key is not registered, or another one is."
                : "The bank could not be reached in time.";
    }
}
