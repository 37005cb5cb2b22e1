package io.lockward.agent.upload;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings clips to the cloud.
///
/// Thread rule: any thread.
public interface ClipUploads extends AutoCloseable {
    /// Nothing is brought anywhere: clips stay at the bank until there is no room for them.
    ClipUploads NONE = new ClipUploads() {
        @Override
        public void listen(Consumer<Ended> ended) {}

        @Override
        public void want(List<Wanted> clips) {}

        @Override
        public void close() {}
    };

    /// A clip that the cloud knows of and should get.
    ///
    /// @param bytes of the file, from 1
    /// @param file `null` when it is gone: then only the cloud can say whether it has it
    record Wanted(
            String clip,
            String sha256,
            long bytes,
            @Nullable Path file) {}

    /// How one ended.
    sealed interface Ended {
        String clip();

        /// The cloud has all of it and found its hash right.
        record Stored(String clip) implements Ended {}

        /// It cannot be brought: its file is gone or no longer what it was, or the cloud takes it no more.
        ///
        /// @param reason for people, at most 128 characters
        record Gone(String clip, String reason) implements Ended {}
    }

    /// Told of each end on a thread of its own; must not block. May be told of one clip more than once.
    void listen(Consumer<Ended> ended);

    /// What is wanted from now on, the first one first. What is under way and no longer wanted is given up.
    void want(List<Wanted> clips);

    @Override
    void close();
}
