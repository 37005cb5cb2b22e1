package io.lockward.agent.hardware.camera;

import java.nio.file.Path;
import java.time.Duration;

/// How footage is kept.
///
/// @param folder of all footage
/// @param ringBytes of the newest footage of all cameras together, from 16 MiB
/// @param ringAge how old it may become, 10 min to 7 days
/// @param reserveBytes what stays free on that disk, for the journal and everything else
/// @param silence a camera that gives nothing for so long has failed, 3 s to 5 min
/// @param programs what is run
public record RecorderSettings(
        Path folder, long ringBytes, Duration ringAge, long reserveBytes, Duration silence, Programs programs) {
    /// The programs, by absolute path or by name.
    public record Programs(Path ffmpeg, Path ffprobe, Path rpicam) {
        /// As Debian and Raspberry Pi OS install them.
        public static final Programs USUAL =
                new Programs(Path.of("/usr/bin/ffmpeg"), Path.of("/usr/bin/ffprobe"), Path.of("/usr/bin/rpicam-vid"));
    }

    public RecorderSettings {
        if (ringBytes < 16L << 20) {
            throw new IllegalArgumentException("ringBytes is at least 16 MiB");
        }
        if (ringAge.compareTo(Duration.ofMinutes(10)) < 0 || ringAge.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("ringAge is between 10 min and 7 days");
        }
        if (silence.compareTo(Duration.ofSeconds(3)) < 0 || silence.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("silence is between 3 s and 5 min");
        }
    }
}
