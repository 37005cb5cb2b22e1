package io.lockward.agent.config;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.RecorderSettings;
import io.lockward.agent.upload.UploadSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The cameras of a bank and what is done with their pictures.
///
/// @param cameras at least one
/// @param clips what the core needs to know of them
/// @param upload `null` when clips stay at the bank
public record Footage(
        List<CameraSettings> cameras,
        ClipSetup clips,
        RecorderSettings recorder,
        @Nullable UploadSettings upload) {
    public Footage {
        cameras = List.copyOf(cameras);
    }
}
