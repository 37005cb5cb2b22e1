package io.lockward.agent.hardware.camera;

import io.lockward.protocol.entry.ClipEntry.Source;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a camera's pictures come from.
public sealed interface CameraSource {
    /// The word for it in entries.
    Source word();

    /// A camera on the network that gives H.264.
    ///
    /// @param url `rtsp` or `rtsps`, without a password
    /// @param passwordFile holds the password of the URL's user; `null` when it needs none
    record Rtsp(URI url, @Nullable Path passwordFile) implements CameraSource {
        @Override
        public Source word() {
            return Source.RTSP;
        }
    }

    /// A camera of the kernel, such as a webcam.
    record V4l2(Path device) implements CameraSource {
        @Override
        public Source word() {
            return Source.V4L2;
        }
    }

    /// A camera of a Raspberry Pi.
    ///
    /// @param number as `rpicam-vid` counts them, 0 to 3
    record Rpicam(int number) implements CameraSource {
        @Override
        public Source word() {
            return Source.RPICAM;
        }
    }

    /// Pictures that ffmpeg makes: a test pattern with the running time in digits, and two rows of blocks that
    /// code the frame's number and the wall clock ([TestPattern]).
    record Synthetic() implements CameraSource {
        @Override
        public Source word() {
            return Source.SYNTHETIC;
        }
    }
}
