package io.lockward.simulator.fleet;

import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraSource;
import io.lockward.agent.hardware.camera.FfmpegCameras;
import io.lockward.agent.hardware.camera.RecorderSettings;
import io.lockward.agent.upload.ClipUploads;
import io.lockward.agent.upload.HttpUploads;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The one camera of a demo's bank: real ffmpeg, and a test pattern instead of a picture. 320 x 240 pixels five
/// times a second cost about 2 % of a processor's core and 7 MB of disk in ten minutes. Immutable.
///
/// @param folder of its footage
/// @param cloud where its clips go
/// @param own signs for them
record DemoCamera(BankId bank, Path folder, URI cloud, SigningKey own) {
    static final String NAME = "front";

    private static final RecorderSettings.Programs PROGRAMS = RecorderSettings.Programs.USUAL;

    /// Whether ffmpeg is there.
    static boolean isPossible() {
        return Files.isExecutable(PROGRAMS.ffmpeg()) && Files.isExecutable(PROGRAMS.ffprobe());
    }

    Cameras cameras(LongSupplier uptime, InstantSource wall) {
        return new FfmpegCameras(
                List.of(new CameraSettings(NAME, new CameraSource.Synthetic(), 320, 240, 5, List.of())),
                new RecorderSettings(
                        folder, 64L << 20, Duration.ofHours(1), 256L << 20, Duration.ofSeconds(15), PROGRAMS),
                uptime,
                wall);
    }

    ClipUploads uploads(LongSupplier uptime, RandomGenerator random) throws IOException {
        return new HttpUploads(
                new UploadSettings(bank, cloud, 1_000_000, null),
                claims -> SignedMessage.UPLOAD.sign(claims, own.kid(), own.privateKey()),
                uptime,
                random);
    }
}
