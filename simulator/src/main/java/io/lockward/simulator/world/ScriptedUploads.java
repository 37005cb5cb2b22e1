package io.lockward.simulator.world;

import io.lockward.agent.upload.ClipUploads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A shelf for clips that takes nothing but names. It stays when its agent dies; what it was told once it knows
/// for ever. Thread rule: the world's thread.
public final class ScriptedUploads {
    private static final Duration UPLOAD = Duration.ofSeconds(20);

    private final Scheduler scheduler;
    private final Set<String> stored = new HashSet<>();
    private long process;

    public ScriptedUploads(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// As a new process of the agent sees it.
    public ClipUploads forProcess() {
        process++;
        return new Seen(process);
    }

    /// The process that uploaded is gone.
    public void processDied() {
        process++;
    }

    private final class Seen implements ClipUploads {
        private final long of;
        private final Set<String> underWay = new HashSet<>();
        private Consumer<Ended> listener = _ -> {};

        Seen(long of) {
            this.of = of;
        }

        @Override
        public void listen(Consumer<Ended> ended) {
            listener = ended;
        }

        @Override
        public void want(List<Wanted> clips) {
            for (Wanted clip : clips) {
                if (underWay.add(clip.clip())) {
                    boolean gone = clip.file() == null && !stored.contains(clip.clip());
                    scheduler.after(UPLOAD, () -> end(clip.clip(), gone));
                }
            }
        }

        private void end(String clip, boolean gone) {
            if (of != process) {
                return;
            }
            if (gone) {
                listener.accept(new Ended.Gone(clip, "its file is gone"));
            } else {
                stored.add(clip);
                listener.accept(new Ended.Stored(clip));
            }
        }

        @Override
        public void close() {
            if (of == process) {
                processDied();
            }
        }
    }
}
