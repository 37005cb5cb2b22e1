package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import org.jspecify.annotations.Nullable;

/// Footage around an event.
public sealed interface ClipEntry extends Entry {

    String clip();

    /// @param clip names the clip, at most 64 characters
    /// @param camera names the camera, at most 40 characters
    /// @param sha256 of the file, 64 lower-case hexadecimal digits
    @JsonTypeName("clip.recorded")
    record Recorded(String clip, String camera, String sha256) implements ClipEntry {
        public Recorded {
            Guard.text(clip, "clip", 64);
            Guard.text(camera, "camera", 40);
            Guard.text(sha256, "sha256", 64);
        }
    }

    /// The cloud has it and found its hash right.
    @JsonTypeName("clip.uploaded")
    record Uploaded(String clip) implements ClipEntry {
        public Uploaded {
            Guard.text(clip, "clip", 64);
        }
    }

    /// @param reason why there is none, at most 128 characters
    @JsonTypeName("clip.lost")
    record Lost(String clip, @Nullable String camera, String reason) implements ClipEntry {
        public Lost {
            Guard.text(clip, "clip", 64);
            Guard.optionalText(camera, "camera", 40);
            Guard.text(reason, "reason", 128);
        }
    }
}
