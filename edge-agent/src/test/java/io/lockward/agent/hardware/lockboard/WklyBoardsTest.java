package io.lockward.agent.hardware.lockboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.lockboard.BoardEmulator.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What only WKLY boards do; what every family must bear is in [LockBoardsTest].
class WklyBoardsTest extends LockBoardBench {
    private static final Map<?, ?> ALL_CLOSED =
            Map.of(A01, DoorPosition.CLOSED, A02, DoorPosition.CLOSED, B01, DoorPosition.CLOSED);

    /// The news claims that channel 1, which is B01's on board 2, is open. It is not.
    @Test
    void believesNoNewsBeforeItAsked() throws Exception {
        open(BoardFamily.WKLY, false);
        boards.failQuestions(
                Fault.NEWS_FIRST, Fault.NEWS_FIRST, Fault.TORN_NEWS_FIRST, Fault.TORN_NEWS_FIRST, Fault.ONLY_NEWS);
        await(() -> adapter.counts().news() >= 3 && adapter.counts().badChecksums() >= 2);
        boards.news(2, 1, false);
        boards.news(1, 5, false);
        await(() -> adapter.counts().news() >= 5);
        await(() -> ALL_CLOSED.equals(doors.readAll()));
        assertEquals(List.of(), edges);
        boards.contact(2, 1, false);
        await(() -> edges.contains(new DoorEdge(B01, DoorPosition.OPEN)));
    }

    /// Each time the lock is jammed, so that nothing but an answer can tell.
    @Test
    void takesNothingButItsAnswerForTheAnswerToAnOrder() throws Exception {
        open(BoardFamily.WKLY, false);
        boards.jam(1, 5, true);
        int given = 0;
        for (Fault fault : List.of(Fault.NEWS_FIRST, Fault.TORN_NEWS_FIRST)) {
            boards.failOrders(fault);
            assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01), fault.name());
            assertEquals(++given, boards.pulses(1, 5), fault.name());
        }
        // A status first: soon after a missing answer it would confirm nothing with any family.
        for (Fault fault : List.of(Fault.SAY_STATUS, Fault.ONLY_NEWS, Fault.REPEAT_ORDER)) {
            boards.failOrders(fault);
            assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(A01), fault.name());
            assertEquals(++given, boards.pulses(1, 5), fault.name() + ", and it is not ordered again");
        }
        assertEquals(List.of(), edges);
    }

    @Test
    void leavesOpenWhetherAnOrderThatFailedDroveTheLock() throws Exception {
        open(BoardFamily.WKLY, false);
        boards.failOrders(Fault.ACT_AND_SAY_FAILED, Fault.SAY_FAILED);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01), "its door was seen to open");
        PulseResult.Unconfirmed failed = assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(B01));
        assertTrue(failed.detail().contains("said that the order failed"), failed.detail());
        assertEquals(List.of(1, 0), List.of(boards.pulses(1, 5), boards.pulses(2, 1)));
        assertEquals(2, adapter.counts().orders());
    }

    /// A02's door hangs on channel 9, the cabinet's switch on channel 16.
    @Test
    void knowsNothingOfChannelsThatABoardDoesNotTell() throws Exception {
        boards = new BoardEmulator(BoardFamily.WKLY, pty, 1, 2).telling(48);
        open(BoardFamily.WKLY, false);
        assertEquals(false, adapter.tamper());
        boards.telling(8);
        await(() -> doors.readAll().get(A02) == DoorPosition.UNKNOWN);
        assertEquals(DoorPosition.CLOSED, doors.readAll().get(A01));
        assertEquals(Map.of(A02, true), doors.readBolts(), "channel 6 is told");
        assertNull(adapter.tamper());
        boards.telling(5);
        await(() -> doors.readBolts().isEmpty());
        assertEquals(List.of(), edges, "what nobody can tell did not move");
    }

    @Test
    void saysAtATrialWhatABoardDoesNotTell() throws Exception {
        boards = new BoardEmulator(BoardFamily.WKLY, pty, 1).telling(8);
        boards.contact(1, 5, false);
        BoardTrial.Outcome outcome =
                BoardTrial.run(settings(BoardFamily.WKLY, false), folder.resolve("native"), System::nanoTime);
        assertEquals(
                new BoardTrial.Outcome(List.of("board 1: A01 open, A02 not told by the board"), List.of(2)), outcome);
        assertEquals(
                0,
                boards.heard().stream()
                        .filter(words -> words.startsWith("open"))
                        .count());
    }

    /// A contact that could not be read before the order proves nothing when it reads open after it.
    @Test
    void takesNoDoorForOpenedThatMayHaveBeenOpenBefore() throws Exception {
        open(BoardFamily.WKLY, false);
        boards.untold(1, 5, true);
        await(() -> doors.readAll().get(A01) == DoorPosition.UNKNOWN);
        boards.failOrders(Fault.LOSE_ANSWER);
        CompletableFuture<PulseResult> end = pulse(A01);
        await(() -> boards.pulses(1, 5) == 1);
        boards.untold(1, 5, false);
        await(() -> edges.contains(new DoorEdge(A01, DoorPosition.OPEN)));
        assertInstanceOf(PulseResult.Unconfirmed.class, end.get(10, TimeUnit.SECONDS));
    }
}
