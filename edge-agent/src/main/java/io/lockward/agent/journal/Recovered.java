package io.lockward.agent.journal;

import io.lockward.protocol.BootId;
import org.jspecify.annotations.Nullable;

/// What opening found and mended.
///
/// @param made true when no journal was there and a new one was made
/// @param afterLoss true when it was made because the old one was beyond reading: the epoch rose
/// @param newBoot true when the kernel booted since the journal was last open: the boot counter rose
/// @param tornBytes bytes of a half-written tail cut away; normal after a power cut
/// @param damagedEntries entries that had been durable and can no longer be read; each is in a gap now
/// @param chainBreaks entries that read well and yet do not continue the chain: tampering, or a bug
/// @param skippedSnapshots snapshots that could not be read, so that an older one (or none) was taken
/// @param mayHaveForgotten true when something durable was lost in this boot, by this opening's find or an earlier
///     one's: the memory of commands that count in this boot may be incomplete
/// @param stoppedIn the boot in which the process that wrote the last entry was asked to stop, and did; `null`
///     when it ended otherwise
public record Recovered(
        boolean made,
        boolean afterLoss,
        boolean newBoot,
        long tornBytes,
        long damagedEntries,
        int chainBreaks,
        int skippedSnapshots,
        boolean mayHaveForgotten,
        @Nullable BootId stoppedIn) {

    /// True when a person should know: something durable was lost.
    public boolean lostSomething() {
        return afterLoss || damagedEntries > 0 || chainBreaks > 0;
    }
}
