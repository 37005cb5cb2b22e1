package io.lockward.simulator.world;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Footage;
import io.lockward.agent.hardware.Cameras;
import io.lockward.protocol.entry.ClipEntry.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A camera without pictures: it knows from when to when it would have filmed, and cuts clips that are nothing
/// but claims about that. So the rules around cameras live through every power cut of a simulated day. Its
/// clips say `synthetic`, as those of any camera that looks at nothing.
///
/// It stays when its agent dies, as a disk does. Thread rule: the world's thread.
public final class ScriptedCameras {
    /// The name of the one camera.
    public static final String NAME = "front";

    private static final Duration CUTTING = Duration.ofSeconds(1);
    private static final long SEGMENT_MILLIS = 2_000;

    private record Filmed(long epoch, long boot, long fromUp, long toUp) {}

    private final Scheduler scheduler;
    private final LongSupplier uptime;
    private final List<Filmed> ring = new ArrayList<>();
    private final Map<String, Footage> clips = new HashMap<>();
    private long epoch;
    private long boot;
    private long filmsSince = -1;
    private long process;
    private boolean broken;

    /// @param uptime of the simulated controller in milliseconds
    public ScriptedCameras(Scheduler scheduler, LongSupplier uptime) {
        this.scheduler = scheduler;
        this.uptime = uptime;
    }

    /// As a new process of the agent sees it.
    public Cameras forProcess() {
        process++;
        return new Seen(process);
    }

    /// The process that filmed is gone, or all power. The segment that was open is lost.
    public void processDied() {
        stopFilming();
        process++;
    }

    /// It gives no pictures for a while.
    public void breakFor(Duration time) {
        stopFilming();
        broken = true;
        scheduler.after(time, () -> {
            broken = false;
            film();
        });
    }

    private void film() {
        if (filmsSince < 0 && !broken && boot > 0) {
            filmsSince = uptime.getAsLong();
        }
    }

    private void stopFilming() {
        if (filmsSince >= 0) {
            long end = Math.max(filmsSince, uptime.getAsLong() - SEGMENT_MILLIS);
            if (end > filmsSince) {
                ring.add(new Filmed(epoch, boot, filmsSince, end));
            }
            filmsSince = -1;
        }
    }

    private List<Filmed> all() {
        List<Filmed> all = new ArrayList<>(ring);
        if (filmsSince >= 0) {
            all.add(new Filmed(epoch, boot, filmsSince, uptime.getAsLong()));
        }
        return all;
    }

    private Cameras.CutResult cut(Cut cut) {
        List<Filmed> of = all().stream()
                .filter(filmed -> filmed.epoch() == epoch && filmed.boot() == cut.boot())
                .filter(filmed -> filmed.toUp() > cut.fromUp() && filmed.fromUp() < cut.toUp())
                .toList();
        if (of.isEmpty()) {
            return new Cameras.CutResult.Failed("the camera gave no pictures");
        }
        long from = Math.max(cut.fromUp(), of.getFirst().fromUp());
        long to = Math.min(cut.toUp(), of.getLast().toUp());
        long shown = of.stream()
                .mapToLong(filmed -> Math.min(to, filmed.toUp()) - Math.max(from, filmed.fromUp()))
                .sum();
        Instant wall = scheduler.now();
        Footage footage = new Footage(
                1 + (to - from) * 60,
                "%064x".formatted(Math.abs((long) cut.hashCode())),
                wall.minusMillis(to - from),
                wall,
                cut.boot(),
                from,
                to,
                null,
                to - from - shown,
                Source.SYNTHETIC);
        clips.put(cut.clip(), footage);
        return new Cameras.CutResult.Done(footage);
    }

    private final class Seen implements Cameras {
        private final long of;

        Seen(long of) {
            this.of = of;
        }

        @Override
        public void start(long ofEpoch, long ofBoot) {
            epoch = ofEpoch;
            boot = ofBoot;
            film();
        }

        @Override
        public Map<String, Optional<String>> look() {
            return Map.of(NAME, broken ? Optional.of("no pictures came for 10 s") : Optional.empty());
        }

        @Override
        public void cut(Cut cut, Consumer<CutResult> answer) {
            scheduler.after(CUTTING, () -> {
                if (of == process) {
                    answer.accept(ScriptedCameras.this.cut(cut));
                }
            });
        }

        @Override
        public void keep(Set<String> names) {
            if (of == process) {
                clips.keySet().retainAll(new HashSet<>(names));
            }
        }

        @Override
        public @Nullable Path file(String clip) {
            return clips.containsKey(clip) ? Path.of(clip) : null;
        }

        @Override
        public boolean isTight() {
            return false;
        }

        @Override
        public void close() {
            if (of == process) {
                processDied();
            }
        }
    }
}
