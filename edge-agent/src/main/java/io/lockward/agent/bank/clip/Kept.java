package io.lockward.agent.bank.clip;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ClipEntry.Because;
import org.jspecify.annotations.Nullable;

/// A clip that is on the bank's disk and that the cloud does not have yet.
///
/// @param seq of its entry `clip.recorded`: it is uploaded after the cloud has that
/// @param bytes of its file
public record Kept(
        String clip,
        String camera,
        String sha256,
        long bytes,
        long seq,
        @Nullable Because because,
        @Nullable Long first,
        @Nullable Long last,
        @Nullable CompartmentId compartment) {

    /// The entry that says it is gone.
    ///
    /// @param reason at most 128 characters
    public ClipEntry.Lost lost(String reason) {
        return new ClipEntry.Lost(clip, camera, reason, because, first, last, compartment);
    }
}
