package io.lockward.agent.hardware;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Footage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Films all the time, keeps the newest of it for a while, and cuts clips out of that.
///
/// Thread rule: may be called from any thread. Nothing here waits for a camera.
public interface Cameras extends AutoCloseable {
    /// No camera is fitted.
    Cameras NONE = new Cameras() {
        @Override
        public void start(long epoch, long boot) {}

        @Override
        public Map<String, Optional<String>> look() {
            return Map.of();
        }

        @Override
        public void cut(Cut cut, Consumer<CutResult> answer) {
            answer.accept(new CutResult.Failed("there is no such camera"));
        }

        @Override
        public void keep(Set<String> clips) {}

        @Override
        public @Nullable Path file(String clip) {
            return null;
        }

        @Override
        public boolean isTight() {
            return false;
        }

        @Override
        public void close() {}
    };

    /// What cutting gives.
    sealed interface CutResult {
        /// The clip's file is durable.
        record Done(Footage footage) implements CutResult {}

        /// @param reason for people, at most 128 characters
        record Failed(String reason) implements CutResult {}
    }

    /// Begins to film. Once. Returns at once and never throws: what is wrong with a camera or its disk is told by
    /// [#look()].
    ///
    /// @param epoch of the bank's journal: footage of another journal is never taken for this one's
    /// @param boot the journal's boot counter, from 1
    void start(long epoch, long boot);

    /// How each camera is: why it gives no pictures, or empty when nothing is wrong with it.
    Map<String, Optional<String>> look();

    /// Cuts a clip once pictures of its end exist, or it is clear that none will come. Asked again for the same
    /// clip, the newest counts.
    ///
    /// @param answer told once for each call that was not replaced, on any thread; must not block
    void cut(Cut cut, Consumer<CutResult> answer);

    /// Deletes every clip but these. Clips that are being cut are among them.
    void keep(Set<String> clips);

    /// The file of a clip; `null` when there is none.
    @Nullable
    Path file(String clip);

    /// Whether the disk is full although no older footage is left to give up.
    boolean isTight();

    @Override
    void close();
}
