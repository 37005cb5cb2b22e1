package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What lies in a camera's ring, by the files' names.
final class SegmentFiles {
    private SegmentFiles() {}

    /// Oldest first.
    static List<Segment> of(Path ring) {
        try (Stream<Path> all = Files.list(ring)) {
            return all.map(path -> Segment.of(path.getFileName().toString()))
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
