package io.lockward.agent;

import io.lockward.agent.bank.Input;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What waits for the control loop, in order of arrival, bounded by kind. Offering never blocks and never
/// throws: it is called from callbacks.
///
/// What happens when a kind overflows: a command is refused as `too-many`; door edges are replaced by one new
/// reading of all doors; of polls, samples, heartbeats and standing orders the newest one is dropped, because the
/// next comes anyway; the ends of pulses and restarts are never dropped, there are no more of them than effects.
///
/// Thread rule: any thread may offer; one takes.
final class Inbox {
    /// How many of each kind wait at most.
    enum Kind {
        COMMAND(64),
        DOOR(256),
        POLL(64),
        SAMPLE(512),
        HEARTBEAT(1),
        STANDING(32),
        SCREEN(32),
        END(Integer.MAX_VALUE);

        private final int most;

        Kind(int most) {
            this.most = most;
        }
    }

    /// What was turned away since the start, by kind.
    record Counts(long commands, long doors, long polls) {}

    private final Semaphore bell = new Semaphore(0);
    private final ArrayDeque<Input> waiting = new ArrayDeque<>();
    private final Map<Kind, Integer> count = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> dropped = new EnumMap<>(Kind.class);
    private long commandsUntold;
    private @Nullable CommandId lastUntold;
    private boolean rereadDoors;

    /// @return false when it was dropped or replaced
    synchronized boolean offer(Input input) {
        Kind kind = kindOf(input);
        int now = count.getOrDefault(kind, 0);
        bell.release();
        if (now >= kind.most) {
            dropped.merge(kind, 1L, Long::sum);
            overflow(kind, input);
            return false;
        }
        count.put(kind, now + 1);
        waiting.add(input);
        return true;
    }

    /// Takes up to `most` inputs, oldest first.
    synchronized List<Input> take(int most) {
        List<Input> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            Input input = waiting.remove();
            count.merge(kindOf(input), -1, Integer::sum);
            taken.add(input);
        }
        if (commandsUntold > 0) {
            taken.add(new Input.CommandRejected(
                    Refusal.TOO_MANY, lastUntold, commandsUntold + " commands came faster than they can be decided"));
            commandsUntold = 0;
            lastUntold = null;
        }
        if (!waiting.isEmpty()) {
            bell.release();
        }
        return taken;
    }

    /// Whether door edges were dropped since the last call, so that the doors must be read anew.
    synchronized boolean mustRereadDoors() {
        boolean must = rereadDoors;
        rereadDoors = false;
        return must;
    }

    /// Waits until something is there or somebody calls [#wake()], but not longer than `millis`.
    void await(long millis) throws InterruptedException {
        boolean _ = bell.tryAcquire(millis, TimeUnit.MILLISECONDS);
        bell.drainPermits();
    }

    /// Ends the current or the next wait.
    void wake() {
        bell.release();
    }

    synchronized Counts droppedSoFar() {
        return new Counts(
                dropped.getOrDefault(Kind.COMMAND, 0L),
                dropped.getOrDefault(Kind.DOOR, 0L),
                dropped.getOrDefault(Kind.POLL, 0L) + dropped.getOrDefault(Kind.HEARTBEAT, 0L));
    }

    private void overflow(Kind kind, Input input) {
        switch (kind) {
            case COMMAND -> {
                commandsUntold++;
                if (input instanceof Input.CommandArrived arrived) {
                    lastUntold = arrived.claims().jti();
                }
            }
            case DOOR -> rereadDoors = true;
            case POLL, SAMPLE, HEARTBEAT, STANDING, SCREEN, END -> {
                // The next one comes anyway.
            }
        }
    }

    private static Kind kindOf(Input input) {
        return switch (input) {
            case Input.CommandArrived _, Input.CommandRejected _ -> Kind.COMMAND;
            case Input.KeySetArrived _, Input.DesiredArrived _, Input.TicketsArrived _ -> Kind.STANDING;
            case Input.KioskAsked _ -> Kind.SCREEN;
            case Input.DoorSensed _ -> Kind.DOOR;
            case Input.DoorsRead _,
                    Input.BoltsRead _,
                    Input.CabinetRead _,
                    Input.PowerRead _,
                    Input.DiskRead _,
                    Input.LinkRead _,
                    Input.OccupancyRead _,
                    Input.CameraRead _,
                    Input.ClipsTight _,
                    Input.Tick _ -> Kind.POLL;
            case Input.Sampled _ -> Kind.SAMPLE;
            case Input.KioskBeat _ -> Kind.HEARTBEAT;
            case Input.LockPulseEnded _,
                    Input.LockPulseUnconfirmed _,
                    Input.RestartEnded _,
                    Input.CommandAnswered _,
                    Input.CodeMade _,
                    Input.SecretHeld _,
                    Input.SecretSealed _,
                    Input.ClipCut _,
                    Input.ClipMissed _,
                    Input.ClipUploaded _,
                    Input.ClipGone _,
                    Input.SensorsCalibrated _,
                    Input.LinkChanged _,
                    Input.Started _ -> Kind.END;
        };
    }
}
