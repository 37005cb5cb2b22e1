package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.ClipName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Footage around an event. Components that may be absent are absent from agents that had no cameras of their
/// own.
public sealed interface ClipEntry extends Entry {

    /// @return names the clip: 1 to 64 of `[a-z0-9-]`
    String clip();

    /// Why somebody may want to see it.
    enum Because {
        @JsonProperty("deposit")
        DEPOSIT,
        @JsonProperty("pickup")
        PICKUP,
        @JsonProperty("forced-entry")
        FORCED_ENTRY,
        @JsonProperty("tamper")
        TAMPER,
        @JsonProperty("jam")
        JAM,
        @JsonProperty("code-guessing")
        CODE_GUESSING,
        /// Somebody asked for it.
        @JsonProperty("asked")
        ASKED
    }

    /// Where the pictures come from.
    enum Source {
        /// Made by a program: nothing looked at anything.
        @JsonProperty("synthetic")
        SYNTHETIC,
        @JsonProperty("rtsp")
        RTSP,
        @JsonProperty("v4l2")
        V4L2,
        @JsonProperty("rpicam")
        RPICAM
    }

    /// A clip is whole on the bank's disk. It says what the file has, never what was asked for.
    ///
    /// @param camera names the camera, at most 40 characters
    /// @param sha256 of the file, 64 lower-case hexadecimal digits
    /// @param bytes of the file, 1 to 4 GiB
    /// @param from when its first frame was, by the controller's wall clock, which may be wrong
    /// @param to when its last frame was, by the same clock
    /// @param filmedBoot of which boot its uptimes are, from 1; a clip may be cut in a later one
    /// @param fromUp uptime of its first frame in milliseconds, from 0
    /// @param toUp uptime of its last frame in milliseconds, from `fromUp`
    /// @param clockOffsetMillis the camera's clock minus the controller's at its end, as far as known; negative
    ///     when the pictures lag; -86,400,000 to 86,400,000
    /// @param because why it was wanted
    /// @param first the first entry of this journal that it belongs to, from 1
    /// @param last the last one, from `first`
    /// @param compartment where that was; `null` when it was about the whole bank
    /// @param gapMillis how much of the span is missing in it, from 0; 0 when it is whole
    /// @param source where the pictures come from
    @JsonTypeName("clip.recorded")
    record Recorded(
            String clip,
            String camera,
            String sha256,
            @Nullable Long bytes,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long filmedBoot,
            @Nullable Long fromUp,
            @Nullable Long toUp,
            @Nullable Long clockOffsetMillis,
            @Nullable Because because,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable CompartmentId compartment,
            @Nullable Long gapMillis,
            @Nullable Source source)
            implements ClipEntry {
        /// What one file may have at most.
        public static final long MOST_BYTES = 4L << 30;

        public Recorded {
            ClipName.require(clip);
            Guard.text(camera, "camera", 40);
            ClipName.requireSha256(sha256);
            Guard.within(bytes, 1, MOST_BYTES, "bytes");
            Guard.within(filmedBoot, 1, Long.MAX_VALUE, "filmedBoot");
            Guard.within(fromUp, 0, Long.MAX_VALUE, "fromUp");
            Guard.within(toUp, fromUp == null ? 0 : fromUp, Long.MAX_VALUE, "toUp");
            Guard.within(clockOffsetMillis, -86_400_000, 86_400_000, "clockOffsetMillis");
            Guard.within(first, 1, Long.MAX_VALUE, "first");
            Guard.within(last, first == null ? 1 : first, Long.MAX_VALUE, "last");
            Guard.within(gapMillis, 0, Long.MAX_VALUE, "gapMillis");
        }
    }

    /// The cloud has it and found its hash right.
    @JsonTypeName("clip.uploaded")
    record Uploaded(String clip) implements ClipEntry {
        public Uploaded {
            ClipName.require(clip);
        }
    }

    /// There is no such clip, or no more: one that was recorded may still be lost before the cloud has it.
    ///
    /// @param camera names the camera, at most 40 characters
    /// @param reason why there is none, at most 128 characters
    /// @param because why it was wanted
    /// @param first the first entry of this journal that it would belong to, from 1
    /// @param last the last one, from `first`
    /// @param compartment where that was; `null` when it was about the whole bank
    @JsonTypeName("clip.lost")
    record Lost(
            String clip,
            @Nullable String camera,
            String reason,
            @Nullable Because because,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable CompartmentId compartment)
            implements ClipEntry {
        public Lost {
            ClipName.require(clip);
            Guard.optionalText(camera, "camera", 40);
            Guard.text(reason, "reason", 128);
            Guard.within(first, 1, Long.MAX_VALUE, "first");
            Guard.within(last, first == null ? 1 : first, Long.MAX_VALUE, "last");
        }
    }
}
