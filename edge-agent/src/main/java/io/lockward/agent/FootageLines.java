package io.lockward.agent;

import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.Footage;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.camera.FfmpegCameras;
import io.lockward.agent.upload.ClipUploads;
import io.lockward.agent.upload.HttpUploads;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.SignedMessage;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What a configuration means for cameras and uploads. Stateless.
final class FootageLines {
    private FootageLines() {}

    /// Nothing films yet.
    static Cameras cameras(AgentConfig config, Controller controller) {
        Footage footage = config.footage();
        return footage == null
                ? Cameras.NONE
                : new FfmpegCameras(
                        footage.cameras(),
                        footage.recorder(),
                        () -> controller.uptime().toMillis(),
                        InstantSource.system());
    }

    /// @param own signs what the bank claims of its clips
    static ClipUploads uploads(AgentConfig config, SigningKey own, Controller controller, RandomGenerator random) {
        Footage footage = config.footage();
        UploadSettings settings = footage == null ? null : footage.upload();
        return settings == null
                ? ClipUploads.NONE
                : new HttpUploads(
                        settings,
                        claims -> SignedMessage.UPLOAD.sign(claims, own.kid(), own.privateKey()),
                        () -> controller.uptime().toMillis(),
                        random);
    }
}
