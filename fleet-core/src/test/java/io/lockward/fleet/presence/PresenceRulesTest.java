package io.lockward.fleet.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");

    private static Presence word(Presence.State state, int session, long boot, long up) {
        return new Presence(
                state,
                T,
                boot,
                new BootId(new UUID(0, boot)),
                up,
                new SessionId(new UUID(1, session)),
                "0.1.0",
                new JournalId(new UUID(2, 2)),
                1,
                1);
    }

    private static PresenceState hear(Presence... words) {
        @Nullable PresenceState state = null;
        for (Presence said : words) {
            state = PresenceRules.hear(state, BANK, said, T, true);
        }
        assertNotNull(state);
        return state;
    }

    @Test
    void ignores_the_will_of_an_older_session() {
        PresenceState state = hear(
                word(Presence.State.ONLINE, 1, 1, 100),
                word(Presence.State.ONLINE, 2, 1, 200),
                word(Presence.State.LOST, 1, 1, 100));
        assertEquals(Presence.State.ONLINE, state.newest().state());
    }

    @Test
    void takes_the_will_of_the_current_session() {
        PresenceState state = hear(
                word(Presence.State.ONLINE, 1, 1, 100),
                word(Presence.State.ONLINE, 1, 1, 30_100),
                word(Presence.State.LOST, 1, 1, 100));
        assertEquals(Presence.State.LOST, state.newest().state());
    }

    @Test
    void a_goodbye_outranks_a_will() {
        PresenceState state = hear(
                word(Presence.State.ONLINE, 1, 1, 100),
                word(Presence.State.OFFLINE, 1, 1, 500),
                word(Presence.State.LOST, 1, 1, 100));
        assertEquals(Presence.State.OFFLINE, state.newest().state());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void any_order_ends_the_same(long seed) {
        List<Presence> words = new ArrayList<>(List.of(
                word(Presence.State.ONLINE, 1, 1, 100),
                word(Presence.State.ONLINE, 1, 1, 30_100),
                word(Presence.State.LOST, 1, 1, 100),
                word(Presence.State.ONLINE, 2, 1, 40_000),
                word(Presence.State.OFFLINE, 2, 1, 50_000),
                word(Presence.State.ONLINE, 3, 2, 10),
                word(Presence.State.LOST, 3, 2, 10)));
        words.addAll(List.copyOf(words));
        Collections.shuffle(words, new Random(seed));
        Presence newest = hear(words.toArray(Presence[]::new)).newest();
        assertEquals(Presence.State.LOST, newest.state());
        assertEquals(2, newest.boot());
    }

    @Test
    void silence_is_lost_but_not_while_we_were_away() {
        PresenceState state = hear(word(Presence.State.ONLINE, 1, 1, 100));
        assertEquals(
                PresenceView.State.ONLINE,
                PresenceRules.view(state, null, T.plusSeconds(90), T).state());
        assertEquals(
                PresenceView.State.LOST,
                PresenceRules.view(state, null, T.plusSeconds(91), T).state());
        assertEquals(
                PresenceView.State.ONLINE,
                PresenceRules.view(state, null, T.plusSeconds(91), T.plusSeconds(60))
                        .state());
        assertNull(PresenceRules.onTime(state, T.plusSeconds(149), T));
        assertNotNull(PresenceRules.onTime(state, T.plusSeconds(150), T));
    }

    @Test
    void a_bank_nobody_ever_heard_was_never_seen() {
        assertEquals(
                PresenceView.State.NEVER_SEEN,
                PresenceRules.view(null, null, T, T).state());
    }
}
