package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.Clips;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Footage;
import io.lockward.agent.bank.clip.Kept;
import io.lockward.agent.bank.clip.Want;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// When clips are cut, and what is written of them. Each span that was wanted ends in exactly one entry,
/// recorded or lost; what was recorded ends uploaded or lost.
///
/// | what | then |
/// |---|---|
/// | the span is over, its door is shut, no movement runs there | [Effect.CutClip] |
/// | its door stays open for [Clips#LONGEST_MILLIS] | [Effect.CutClip] of what there is |
/// | it was of another boot: the power was cut | [Effect.CutClip] of what there is |
/// | another event joined it while it was cut | asked again with the later end; the earlier answer counts for nothing |
/// | too much is kept, or the disk is full | the oldest is lost |
final class ClipRules {
    private static final String NO_ROOM = "no room was left for clips that wait for their upload";
    private static final int MOST_REASON = 128;

    private ClipRules() {}

    static void started(Turn turn) {
        turn.cutting = new TreeMap<>();
        List.copyOf(turn.memory.conditions()).stream()
                .filter(condition -> condition.kind() == Kind.CAMERA_FAULT)
                .filter(condition -> !turn.setup.clips().cameras().contains(condition.subject()))
                .forEach(condition -> turn.clear(Kind.CAMERA_FAULT, condition.subject()));
    }

    static void tick(Turn turn) {
        Clips clips = turn.memory.clips();
        if (clips.wants().isEmpty() && clips.kept().isEmpty()) {
            return;
        }
        int tooMany = clips.wants().size() - Clips.MOST;
        for (Want want : clips.wants()) {
            if (tooMany-- > 0) {
                lose(turn, want, "too many clips were wanted at once");
            } else if (!turn.setup.clips().cameras().contains(want.camera())) {
                lose(turn, want, "there is no such camera any more");
            } else {
                cutWhenDue(turn, want);
            }
        }
        makeRoom(turn);
    }

    static void cut(Turn turn, Input.ClipCut cut) {
        Want want = answered(turn, cut.clip(), cut.last());
        if (want == null) {
            return;
        }
        Footage has = cut.footage();
        turn.record(new ClipEntry.Recorded(
                want.clip(),
                want.camera(),
                has.sha256(),
                has.bytes(),
                has.from(),
                has.to(),
                has.boot(),
                has.fromUp(),
                has.toUp(),
                has.clockOffsetMillis(),
                want.because(),
                want.first(),
                want.last(),
                want.compartment(),
                has.gapMillis(),
                has.source()));
        makeRoom(turn);
    }

    static void missed(Turn turn, Input.ClipMissed missed) {
        Want want = answered(turn, missed.clip(), missed.last());
        if (want != null) {
            lose(turn, want, missed.reason());
        }
    }

    static void uploaded(Turn turn, String clip) {
        if (turn.memory.clips().kept(clip) != null) {
            turn.record(new ClipEntry.Uploaded(clip));
        }
    }

    static void gone(Turn turn, Input.ClipGone gone) {
        Kept kept = turn.memory.clips().kept(gone.clip());
        if (kept != null) {
            turn.record(kept.lost(Turn.cut(gone.reason(), MOST_REASON)));
        }
    }

    /// There is no room on the disk for more footage: the oldest clip goes.
    static void tight(Turn turn) {
        List<Kept> kept = turn.memory.clips().kept();
        if (!kept.isEmpty()) {
            turn.record(kept.getFirst().lost("the disk was full"));
        }
    }

    static void camera(Turn turn, Input.CameraRead read) {
        if (!turn.setup.clips().cameras().contains(read.camera())) {
            return;
        }
        if (read.fault() == null) {
            turn.clear(Kind.CAMERA_FAULT, read.camera());
        } else {
            turn.raise(Kind.CAMERA_FAULT, read.camera(), read.fault());
        }
    }

    private static void cutWhenDue(Turn turn, Want want) {
        long end = end(turn, want);
        boolean over = want.boot() != turn.now.boot() || turn.up >= end;
        Long asked = turn.cutting.get(want.clip());
        if (!over || (asked != null && asked == want.last())) {
            return;
        }
        SortedMap<String, Long> cutting = new TreeMap<>(turn.cutting);
        cutting.put(want.clip(), want.last());
        turn.cutting = cutting;
        long from = Math.max(0, want.firstUp() - turn.setup.clips().before().toMillis());
        turn.ask(new Effect.CutClip(new Cut(want.clip(), want.camera(), want.last(), want.boot(), from, end)));
    }

    private static long end(Turn turn, Want want) {
        long usual = want.lastUp() + turn.setup.clips().after().toMillis();
        return isGoingOn(turn, want) ? Math.max(usual, want.firstUp() + Clips.LONGEST_MILLIS) : usual;
    }

    private static boolean isGoingOn(Turn turn, Want want) {
        CompartmentId compartment = want.compartment();
        if (compartment == null) {
            return false;
        }
        BankMemory.Door door = turn.memory.doors().get(compartment);
        return (door != null && door.open()) || turn.books().movementIn(compartment) != null;
    }

    /// The span that an answer is for; `null` when nobody waits for it (any more, or in this form).
    private static @org.jspecify.annotations.Nullable Want answered(Turn turn, String clip, long last) {
        SortedMap<String, Long> cutting = new TreeMap<>(turn.cutting);
        if (cutting.remove(clip, last)) {
            turn.cutting = cutting;
        }
        Want want = turn.memory.clips().want(clip);
        return want == null || want.last() != last ? null : want;
    }

    private static void lose(Turn turn, Want want, String reason) {
        turn.record(new ClipEntry.Lost(
                want.clip(),
                want.camera(),
                Turn.cut(reason, MOST_REASON),
                want.because(),
                want.first(),
                want.last(),
                want.compartment()));
    }

    private static void makeRoom(Turn turn) {
        List<Kept> kept = turn.memory.clips().kept();
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        int count = kept.size();
        for (Kept oldest : kept) {
            if (bytes <= turn.setup.clips().keptBytes() && count <= Clips.MOST) {
                return;
            }
            turn.record(oldest.lost(NO_ROOM));
            bytes -= oldest.bytes();
            count--;
        }
    }
}
