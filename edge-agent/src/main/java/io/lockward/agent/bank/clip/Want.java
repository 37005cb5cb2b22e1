package io.lockward.agent.bank.clip;

import io.lockward.protocol.ClipName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry.Because;
import org.jspecify.annotations.Nullable;

/// A span that one camera's pictures are wanted of, and that nothing has been recorded of yet.
///
/// @param epoch of the journal that says so
/// @param first the entry that it began with
/// @param last the newest entry that belongs to it
/// @param boot of which boot the uptimes are
/// @param firstUp when the first of these entries was made, in milliseconds of uptime
/// @param lastUp when the last one was
/// @param compartment `null` when it is about the whole bank
public record Want(
        String camera,
        Because because,
        @Nullable CompartmentId compartment,
        long epoch,
        long first,
        long last,
        long boot,
        long firstUp,
        long lastUp) {

    /// The name its clip has or would have.
    public String clip() {
        return ClipName.of(epoch, first, camera);
    }

    Want with(Because also, long seq, long up) {
        Because gravest = grade(also) > grade(because) ? also : because;
        return new Want(camera, gravest, compartment, epoch, first, seq, boot, firstUp, Math.max(lastUp, up));
    }

    private static int grade(Because because) {
        return switch (because) {
            case ASKED -> 0;
            case DEPOSIT, PICKUP -> 1;
            case CODE_GUESSING -> 2;
            case JAM -> 3;
            case TAMPER, FORCED_ENTRY -> 4;
        };
    }
}
