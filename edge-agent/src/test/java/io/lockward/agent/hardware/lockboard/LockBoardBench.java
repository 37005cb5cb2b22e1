package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channel;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import io.lockward.agent.link.Await;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Three compartments on two boards, through the real serial library on a real pseudo-terminal.
@SuppressWarnings("NullAway.Init")
class LockBoardBench {
    static final CompartmentId A01 = new CompartmentId("A01");
    static final CompartmentId A02 = new CompartmentId("A02");
    static final CompartmentId B01 = new CompartmentId("B01");
    static final Duration PULSE = Duration.ofMillis(100);

    @TempDir
    Path folder;

    Path device;
    Pty pty;
    BoardEmulator boards;
    LockBoards adapter;
    Locks locks;
    Doors doors;
    final List<DoorEdge> edges = new CopyOnWriteArrayList<>();

    @BeforeEach
    void wire() throws Exception {
        device = folder.resolve("ttyLocks");
        pty = Pty.open();
        Files.createSymbolicLink(device, pty.device());
    }

    @AfterEach
    void unwire() throws Exception {
        if (locks != null) {
            locks.close();
            doors.close();
        }
        boards.close();
    }

    final void open(BoardFamily family, boolean items) throws Exception {
        boards = boards == null ? new BoardEmulator(family, pty, 1, 2) : boards;
        LockBoardSettings settings = settings(family, items);
        adapter = LockBoards.open(
                settings, Duration.ofMillis(20), LockLimits.DEFAULT, folder.resolve("native"), System::nanoTime);
        locks = adapter.locks();
        doors = adapter.doors();
        doors.listen(edges::add);
        await(() -> !doors.readAll().containsValue(DoorPosition.UNKNOWN));
    }

    final LockBoardSettings settings(BoardFamily family, boolean items) {
        TreeMap<CompartmentId, Channels> wired = new TreeMap<>(Map.of(
                A01, new Channels(1, 5, 5),
                A02, new Channels(1, 6, 9),
                B01, new Channels(2, 1, 1)));
        return new LockBoardSettings(
                family,
                device,
                family.baud(),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                true,
                items,
                wired,
                new Channel(2, 16));
    }

    final CompletableFuture<PulseResult> pulse(CompartmentId compartment) {
        CompletableFuture<PulseResult> end = new CompletableFuture<>();
        locks.pulse(compartment, PULSE, end::complete);
        return end;
    }

    final PulseResult pulsed(CompartmentId compartment) throws Exception {
        return pulse(compartment).get(10, TimeUnit.SECONDS);
    }

    static void await(BooleanSupplier condition) {
        Await.until("what is awaited", condition);
    }
}
