package io.lockward.fleet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.fleet.command.CommandDeadlines.Decision;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When a command goes out, when again, and when it ends in silence.
class CommandDeadlinesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");
    private static final Command UNLOCK = new Command.Unlock(new CompartmentId("A07"));
    private static final long UP = 1_000_000;

    private static PresenceState there(Presence.State state, int boot, int session) {
        Presence said = new Presence(
                state,
                T,
                boot,
                new BootId(new UUID(0, boot)),
                UP,
                new SessionId(new UUID(1, session)),
                "1",
                new JournalId(new UUID(2, 2)),
                1,
                1);
        return new PresenceState(BANK, said, T, T, 0L, true);
    }

    private static CommandRecord queued() {
        return new CommandRecord(
                CommandId.next(T, new Random(1)),
                BANK,
                UNLOCK,
                "why",
                "ana",
                T,
                CommandDeadlines.deadlineToSend(UNLOCK, T),
                CommandState.QUEUED,
                null,
                null,
                null);
    }

    /// As it stands after its first sending at T, in boot 1 and session 1.
    private static CommandRecord sent() {
        Decision.Send send =
                assertInstanceOf(Decision.Send.class, decide(queued(), there(Presence.State.ONLINE, 1, 1), T));
        CommandRecord record = queued().withSending(send.sending(), CommandDeadlines.deadlineToHear(UNLOCK, T));
        return record.withStanding(new CommandFold.Standing(CommandState.SENT, null, null, List.of()));
    }

    private static Decision decide(CommandRecord record, @Nullable PresenceState presence, Instant now) {
        return CommandDeadlines.decide(record, presence, now);
    }

    @Test
    void it_goes_out_only_to_a_bank_that_is_there_with_an_expiry_in_its_own_uptime() {
        assertEquals(new Decision.Wait(), decide(queued(), null, T));
        assertEquals(new Decision.Wait(), decide(queued(), there(Presence.State.OFFLINE, 1, 1), T));
        assertEquals(new Decision.Wait(), decide(queued(), there(Presence.State.LOST, 1, 1), T));
        Decision.Send send = assertInstanceOf(
                Decision.Send.class, decide(queued(), there(Presence.State.ONLINE, 1, 1), T.plusSeconds(5)));
        assertEquals(UP + 5_000 + UNLOCK.timeToLive().toMillis(), send.sending().expiresUp());
        assertEquals(T.plusSeconds(5), send.sending().at());
    }

    @Test
    void what_never_went_out_ends_as_never_sent_at_its_deadline() {
        Instant deadline = T.plus(UNLOCK.timeToLive());
        assertEquals(new Decision.Wait(), decide(queued(), null, deadline.minusMillis(1)));
        Decision.End end =
                assertInstanceOf(Decision.End.class, decide(queued(), there(Presence.State.ONLINE, 1, 1), deadline));
        assertEquals(CommandFact.What.NEVER_SENT, end.fact().what());
    }

    @Test
    void it_goes_again_after_a_while_or_to_a_new_connection_with_the_same_expiry() {
        CommandRecord sent = sent();
        PresenceState same = there(Presence.State.ONLINE, 1, 1);
        assertEquals(new Decision.Wait(), decide(sent, same, T.plusMillis(9_999)));
        Decision.Send late = assertInstanceOf(Decision.Send.class, decide(sent, same, T.plusSeconds(10)));
        Decision.Send anew = assertInstanceOf(
                Decision.Send.class, decide(sent, there(Presence.State.ONLINE, 1, 2), T.plusSeconds(1)));
        CommandRecord.Sending first = sent.sending();
        assertEquals(first == null ? -1 : first.expiresUp(), late.sending().expiresUp());
        assertEquals(late.sending().expiresUp(), anew.sending().expiresUp());
    }

    @Test
    void it_never_goes_into_another_boot_nor_past_its_expiry_nor_once_confirmed() {
        CommandRecord sent = sent();
        assertEquals(new Decision.Wait(), decide(sent, there(Presence.State.ONLINE, 2, 2), T.plusSeconds(20)));
        assertEquals(
                new Decision.Wait(), decide(sent, there(Presence.State.ONLINE, 1, 2), T.plus(UNLOCK.timeToLive())));
        CommandRecord received =
                sent.withStanding(new CommandFold.Standing(CommandState.RECEIVED, null, null, List.of()));
        assertEquals(new Decision.Wait(), decide(received, there(Presence.State.ONLINE, 1, 2), T.plusSeconds(20)));
    }

    @Test
    void silence_after_sending_ends_as_not_heard() {
        Instant deadline = T.plus(UNLOCK.timeToLive()).plus(Duration.ofSeconds(60));
        assertEquals(new Decision.Wait(), decide(sent(), null, deadline.minusMillis(1)));
        Decision.End end = assertInstanceOf(Decision.End.class, decide(sent(), null, deadline));
        assertEquals(CommandFact.What.NOT_HEARD, end.fact().what());
    }
}
