package io.lockward.fleet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandFoldTest {
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");
    private static final CommandId ID = CommandId.next(T, new java.util.Random(1));

    private static CommandFact cloud(What what) {
        return new CommandFact(ID, what, T, null, null, null);
    }

    private static CommandFact bank(What what, long seq) {
        return new CommandFact(ID, what, T, new EntryRef(new JournalId(new UUID(1, 1)), 1, seq), null, null);
    }

    private static CommandFact refused(Refusal refusal, long seq) {
        return new CommandFact(ID, What.REFUSED, T, new EntryRef(new JournalId(new UUID(1, 1)), 1, seq), refusal, null);
    }

    private static CommandState state(CommandFact... facts) {
        CommandState forward = CommandFold.fold(List.of(facts)).state();
        assertEquals(
                CommandFold.fold(List.of(facts)),
                CommandFold.fold(List.of(facts).reversed()),
                "the order of facts must not matter");
        return forward;
    }

    @Test
    void goes_from_asking_to_evidence() {
        assertEquals(CommandState.QUEUED, state());
        assertEquals(CommandState.QUEUED, state(cloud(What.QUEUED)));
        assertEquals(CommandState.SENT, state(cloud(What.QUEUED), cloud(What.SENT)));
        assertEquals(CommandState.RECEIVED, state(cloud(What.SENT), bank(What.RECEIVED, 1)));
        assertEquals(CommandState.ACTING, state(bank(What.RECEIVED, 1), bank(What.ACTED, 2)));
        assertEquals(CommandState.VERIFYING, state(bank(What.ACTED, 2), bank(What.EFFECT, 3)));
        assertEquals(CommandState.VERIFIED, state(bank(What.EFFECT, 3), bank(What.VERIFIED, 4)));
    }

    @Test
    void evidence_outranks_what_was_concluded_from_silence() {
        assertEquals(CommandState.UNVERIFIED, state(cloud(What.SENT), cloud(What.NOT_HEARD)));
        assertEquals(
                CommandState.VERIFIED, state(cloud(What.NOT_HEARD), bank(What.RECEIVED, 1), bank(What.VERIFIED, 2)));
        assertEquals(CommandState.EXPIRED, state(cloud(What.QUEUED), cloud(What.NEVER_SENT)));
        assertEquals(CommandState.UNVERIFIED, state(cloud(What.NEVER_SENT), bank(What.RECEIVED, 1)));
        assertEquals(CommandState.FAILED, state(cloud(What.CANCELLED), bank(What.FAILED, 3)));
    }

    @Test
    void a_second_delivery_is_no_refusal() {
        assertEquals(CommandState.RECEIVED, state(cloud(What.SENT), refused(Refusal.SEEN_BEFORE, 9)));
        assertEquals(
                CommandState.VERIFIED,
                state(bank(What.RECEIVED, 1), bank(What.VERIFIED, 2), refused(Refusal.EXPIRED, 3)));
        assertEquals(CommandState.REFUSED, state(cloud(What.SENT), refused(Refusal.UNSAFE_NOW, 1)));
    }

    @Test
    void a_second_delivery_of_a_refused_command_leaves_it_refused() {
        assertEquals(
                CommandState.REFUSED,
                state(cloud(What.SENT), refused(Refusal.UNSAFE_NOW, 1), refused(Refusal.SEEN_BEFORE, 2)));
        assertEquals(
                CommandState.VERIFIED,
                state(
                        bank(What.RECEIVED, 1),
                        bank(What.VERIFIED, 2),
                        refused(Refusal.SEEN_BEFORE, 3),
                        refused(Refusal.EXPIRED, 4)));
    }
}
